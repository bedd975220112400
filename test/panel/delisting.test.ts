import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { closeAt, hasEnded, marketCapAt, priceAge } from '../../src/panel/price-at.js';
import { day } from '../../src/time/day.js';
import { column, indexOf, ordinal, reportsOf, spellsOf } from '../support/panel-view.js';
import { type ActionSpec, bars, type ShortSpec, storedColumns } from '../support/stored.js';

/** Another share whose prices go on to 2023-05-01, so that the file covers these days. */
const FILE = bars('AAPL', '2023-03-01', Array(43).fill(150));
/** Last trade on 2023-03-09 at 106.04; the file repeats it without volume up to 2023-03-27. */
const SIVB = bars('SIVB', '2023-03-01', [280, 283, 284, 283, 267, 268, ...Array(13).fill(106.04)]);
const HALTED = SIVB.map((bar, k) => ({
  ...bar,
  volume: k <= 6 ? 1e6 : 0,
  marketCap: bar.close * 59e6,
}));

function end(on: string, changes: Partial<ActionSpec> = {}): ActionSpec {
  return {
    symbol: 'SIVB',
    on,
    kind: 'TERMINAL',
    terminalKind: 'BANKRUPT',
    amount: 0.4,
    ...changes,
  };
}

function bank(actions: ActionSpec[], shorts: ShortSpec[] = []) {
  return buildPanel(storedColumns({ prices: [...FILE, ...HALTED], actions, shorts }));
}

describe('a bank that was halted at 106.04 and left 0.40', () => {
  const panel = bank([end('2023-03-28')]);
  const i = ordinal(panel, 'SIVB');
  const close = (on: string, rule?: 'TERMINAL' | 'LAST_PRICE') =>
    closeAt(panel, i, indexOf(panel, on), rule);

  test('the last close counts up to the day before the record', () => {
    assert.equal(close('2023-03-10'), 106.04);
    assert.equal(close('2023-03-27'), 106.04);
  });

  test('what was left counts from the day of the record on', () => {
    assert.equal(close('2023-03-28'), 0.4);
    assert.equal(close('2023-05-01'), 0.4);
  });

  test('by LAST_PRICE the last close goes on', () => {
    assert.equal(close('2023-05-01', 'LAST_PRICE'), 106.04);
  });

  test('the terminal is known with its day and kind', () => {
    assert.deepEqual(panel.securities.terminals[i], {
      effectiveOn: day('2023-03-28'),
      kind: 'BANKRUPT',
      price: 0.4,
    });
    assert.equal(panel.prices.isDelisted[i], 1);
    assert.equal(hasEnded(panel, i, indexOf(panel, '2023-03-27')), false);
    assert.equal(hasEnded(panel, i, indexOf(panel, '2023-03-28')), true);
  });

  test('days of the halt are no prints', () => {
    assert.deepEqual(column(panel, 'SIVB', 'hasTraded').slice(5, 9), [1, 1, 0, 0]);
    assert.equal(priceAge(panel, i, indexOf(panel, '2023-03-27')), 12);
  });

  test('market value follows the price down', () => {
    assert.equal(marketCapAt(panel, i, indexOf(panel, '2023-03-27')), 106.04 * 59e6);
    const left = marketCapAt(panel, i, indexOf(panel, '2023-03-28'));
    assert.ok(Math.abs(left / (0.4 * 59e6) - 1) < 1e-12);
  });

  test('the symbol was in use up to its last row', () => {
    assert.deepEqual(spellsOf(panel, i), ['SIVB 2023-03-01 2023-03-27']);
  });
});

describe('the day of a recorded end', () => {
  test('later than the last row: the close is carried up to it', () => {
    const panel = bank([end('2023-04-11')]);
    const i = ordinal(panel, 'SIVB');
    assert.equal(panel.prices.lastIndex[i], indexOf(panel, '2023-04-10'));
    assert.equal(closeAt(panel, i, indexOf(panel, '2023-04-10')), 106.04);
    assert.equal(closeAt(panel, i, indexOf(panel, '2023-04-11')), 0.4);
  });

  test('earlier than the last row: later rows do not count', () => {
    const panel = bank([end('2023-03-13')]);
    const i = ordinal(panel, 'SIVB');
    assert.equal(panel.prices.lastIndex[i], indexOf(panel, '2023-03-10'));
    assert.equal(closeAt(panel, i, indexOf(panel, '2023-03-13')), 0.4);
  });

  test('after all stored prices: what will be left does not count yet', () => {
    const panel = bank([end('2023-05-04')]);
    const i = ordinal(panel, 'SIVB');
    assert.equal(closeAt(panel, i, indexOf(panel, '2023-05-01')), 106.04);
  });

  test('of two records the one of the later file is right, in any order of rows', () => {
    const early = end('2023-03-28', { batch: 8 });
    const late = end('2023-04-11', { batch: 9, amount: 0.1 });
    for (const actions of [
      [early, late],
      [late, early],
    ]) {
      const panel = bank(actions);
      assert.equal(panel.securities.terminals[ordinal(panel, 'SIVB')]?.price, 0.1);
    }
  });

  test('without an amount the last close stays', () => {
    const { amount: _, ...record } = end('2023-03-28');
    const panel = bank([record]);
    const i = ordinal(panel, 'SIVB');
    assert.equal(panel.securities.terminals[i]?.price, null);
    assert.equal(closeAt(panel, i, indexOf(panel, '2023-05-01')), 106.04);
  });

  test('a transfer that trades on under a new symbol has no end', () => {
    const moved = end('2023-03-28', { terminalKind: 'TRANSFERRED', to: 'SIVBQ' });
    const otc = bars('SIVBQ', '2023-03-28', Array(25).fill(0.5));
    const panel = buildPanel(
      storedColumns({ prices: [...FILE, ...HALTED, ...otc], actions: [moved] }),
    );
    const i = ordinal(panel, 'SIVBQ');
    assert.equal(panel.prices.isDelisted[i], 0);
    assert.equal(panel.securities.terminals[i], null);
    assert.equal(closeAt(panel, i, indexOf(panel, '2023-03-28')), 0.5);
  });

  test('a transfer that trades on and then vanishes ends at its last close', () => {
    const moved = end('2023-03-28', { terminalKind: 'TRANSFERRED', to: 'SIVBQ' });
    const otc = bars('SIVBQ', '2023-03-28', [0.5, 0.6, 0.5, 0.4, 0.4, 0.4, 0.3, 0.3, 0.3, 0.2]);
    const panel = buildPanel(
      storedColumns({ prices: [...FILE, ...HALTED, ...otc], actions: [moved] }),
    );
    const i = ordinal(panel, 'SIVBQ');
    assert.equal(panel.securities.terminals[i]?.kind, 'UNKNOWN');
    assert.equal(closeAt(panel, i, indexOf(panel, '2023-05-01')), 0.2);
  });
});

describe('a listing that vanishes from its files', () => {
  const vanished = (sessions: number) =>
    buildPanel(
      storedColumns({
        prices: [...FILE, ...bars('GONE', '2023-03-01', Array(43 - sessions).fill(7))],
      }),
    );

  test('has ended when it is missing for more than five sessions', () => {
    const panel = vanished(6);
    const i = ordinal(panel, 'GONE');
    assert.equal(panel.prices.isDelisted[i], 1);
    assert.deepEqual(panel.securities.terminals[i], {
      effectiveOn: day('2023-04-24'),
      kind: 'UNKNOWN',
      price: null,
    });
    assert.equal(spellsOf(panel, i)[0], 'GONE 2023-03-01 2023-04-21');
  });

  test('goes on when it is missing for five', () => {
    const panel = vanished(5);
    const i = ordinal(panel, 'GONE');
    assert.equal(panel.prices.isDelisted[i], 0);
    assert.equal(panel.securities.terminals[i], null);
    assert.equal(spellsOf(panel, i)[0], 'GONE 2023-03-01 open');
  });

  test('is measured by its own file, not by another that goes on longer', () => {
    const own = bars('GONE', '2023-03-01', Array(20).fill(7), () => ({ batch: 10 }));
    const panel = buildPanel(
      storedColumns({
        prices: [...FILE, ...own],
        batches: [{ id: 10, format: 'prices', basis: 'SPLIT' }],
      }),
    );
    assert.equal(panel.prices.isDelisted[ordinal(panel, 'GONE')], 0);
  });
});

describe('a short position when the listing ends', () => {
  const settled = (symbol: string, settledOn: string, shares = 1000): ShortSpec => ({
    symbol,
    settledOn,
    shares,
  });
  const others = ['2023-03-15', '2023-03-31', '2023-04-14'].map((on) => settled('AAPL', on, 5));

  test('is held to the last close and bought back the day after', () => {
    const panel = bank([end('2023-03-28')], [...others, settled('SIVB', '2023-03-15')]);
    assert.deepEqual(reportsOf(panel, 'SIVB'), [
      '2023-03-15 1000',
      '2023-03-27 1000',
      '2023-03-28 0',
    ]);
  });

  test('is not closed while files still list it', () => {
    const shorts = [...others, settled('SIVB', '2023-03-15'), settled('SIVB', '2023-03-31', 900)];
    assert.deepEqual(reportsOf(bank([end('2023-03-28')], shorts), 'SIVB'), [
      '2023-03-15 1000',
      '2023-03-31 900',
    ]);
  });

  test('is not closed before a file of a later settlement is stored', () => {
    const shorts = [others[0] as ShortSpec, settled('SIVB', '2023-03-15')];
    assert.deepEqual(reportsOf(bank([end('2023-03-28')], shorts), 'SIVB'), ['2023-03-15 1000']);
  });

  test('needs no row of its own when it was reported for the last day', () => {
    const panel = bank([end('2023-04-03')], [...others, settled('SIVB', '2023-03-31')]);
    assert.deepEqual(reportsOf(panel, 'SIVB'), ['2023-03-31 1000', '2023-04-03 0']);
  });

  test('that was published after the end keeps its day of publication', () => {
    const panel = bank([end('2023-03-20')], [...others, settled('SIVB', '2023-03-15')]);
    const i = ordinal(panel, 'SIVB');
    const at = panel.shorts.offsets[i] as number;
    const published = indexOf(panel, '2023-03-24');
    assert.deepEqual([...panel.shorts.publishedIndex.subarray(at, at + 2)], [published, published]);
  });
});
