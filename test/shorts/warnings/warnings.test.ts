import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../../src/panel/build.js';
import type { SecurityFilter } from '../../../src/securities/universe.js';
import { ShortInquiry } from '../../../src/shorts/short-inquiry.js';
import type { ShortOptionsRequest } from '../../../src/shorts/short-options.js';
import { day } from '../../../src/time/day.js';
import {
  bars,
  type PriceSpec,
  type ShortSpec,
  type StoredSpec,
  storedColumns,
} from '../../support/stored.js';

const SETTLED = ['2023-07-31', '2023-08-15', '2023-08-31', '2023-09-15'];

/** 43 sessions from 2023-08-01 to 2023-09-29 and a report of 1,000 shares for each settlement. */
function priced(symbol: string, closes: readonly (number | null)[] = flat(), caps = 1e9) {
  return bars(symbol, '2023-08-01', closes, () => ({ volume: 1e5, marketCap: caps }));
}

function flat(close = 10, days = 43): number[] {
  return Array<number>(days).fill(close);
}

function reported(symbol: string, shares: readonly number[] = [1000, 1000, 1000, 1000]) {
  return shares.map(
    (count, k): ShortSpec => ({
      symbol,
      settledOn: SETTLED[k] as string,
      shares: count,
      volume: 1e5,
    }),
  );
}

const CLEAN: StoredSpec = { prices: priced('AAA'), shorts: reported('AAA') };

interface Ask {
  from?: string;
  to?: string;
  where?: SecurityFilter;
  options?: ShortOptionsRequest;
}

/** Warnings of a report about the clean market and some rows more. */
function warningsOf(more: StoredSpec, { from, to, where, options }: Ask = {}) {
  const panel = buildPanel(
    storedColumns({
      ...more,
      prices: [...(CLEAN.prices as PriceSpec[]), ...(more.prices ?? [])],
      shorts: [...(CLEAN.shorts as ShortSpec[]), ...(more.shorts ?? [])],
    }),
  );
  const window = { from: day(from ?? '2023-08-02'), to: day(to ?? '2023-09-29') };
  const inquiry = ShortInquiry.of(panel, {
    window,
    where: where ?? null,
    options: options ?? null,
  });
  return inquiry.warnings;
}

const codesOf = (more: StoredSpec, ask?: Ask) => warningsOf(more, ask).map((it) => it.code);

/** Rows of `BBB` whose position shrinks at once while its price halves. */
function shrunk(to: number): StoredSpec {
  return {
    prices: priced('BBB', [10, ...flat(to, 42)], Number.NaN),
    shorts: [
      { symbol: 'BBB', settledOn: '2023-08-01', shares: 1000 },
      { symbol: 'BBB', settledOn: '2023-08-02', shares: 1 },
      ...reported('BBB', [0, 1, 1, 1]).slice(1),
    ],
  };
}

describe('a clean report', () => {
  test('has no warning, by any default', () => {
    assert.deepEqual(warningsOf({}), []);
    for (const universeAt of ['START', 'END', 'DAILY'] as const) {
      assert.deepEqual(warningsOf({}, { options: { universeAt } }), []);
    }
  });

  test('has none when it filters by size and nobody changes', () => {
    assert.deepEqual(warningsOf({}, { where: { capTiers: ['SMALL'] } }), []);
  });

  test('has none with knownOn', () => {
    assert.deepEqual(warningsOf({}, { options: { knownOn: day('2023-09-29') } }), []);
  });
});

describe('prices', () => {
  test('MISSING_PRICE: a position in a share without prices', () => {
    const where = { symbols: ['AAA', 'OTCX'] };
    const [found, ...rest] = warningsOf({ shorts: reported('OTCX') }, { where });
    assert.deepEqual(rest, []);
    assert.deepEqual(
      { ...found },
      {
        code: 'MISSING_PRICE',
        message: 'No price is stored; left out of every number.',
        count: 1,
        symbols: ['OTCX'],
      },
    );
  });

  test('no MISSING_PRICE without a position', () => {
    const where = { symbols: ['AAA', 'OTCX'] };
    assert.deepEqual(codesOf({ shorts: reported('OTCX', [0, 0, 0, 0]) }, { where }), []);
  });

  test('no MISSING_PRICE in a set that names nobody, where it is outside', () => {
    assert.deepEqual(codesOf({ shorts: reported('OTCX') }), []);
  });

  test('SPLIT_BASIS_MISMATCH: volumes a tenth of the reported ones', () => {
    const prices = priced('BBB').map((it) => ({ ...it, volume: 1e4 }));
    assert.deepEqual(codesOf({ prices, shorts: reported('BBB') }), ['SPLIT_BASIS_MISMATCH']);
  });

  test('STALE_PRICE: no trade in the last six sessions', () => {
    const halted = (days: number) => ({
      prices: priced('BBB').map((it, k) => ({ ...it, volume: k >= 43 - days ? 0 : 1e5 })),
      shorts: reported('BBB').map((it) => ({ ...it, volume: Number.NaN })),
    });
    assert.deepEqual(codesOf(halted(6)), ['STALE_PRICE']);
    assert.deepEqual(codesOf(halted(5)), []);
  });

  test('SUSPECT_PRICE: a profit that the position does not explain', () => {
    assert.deepEqual(codesOf(shrunk(5)), ['SUSPECT_PRICE']);
  });

  test('no SUSPECT_PRICE when the price fell by more than 66 %', () => {
    assert.deepEqual(codesOf(shrunk(3)), []);
  });

  test('no SUSPECT_PRICE when the size class changed', () => {
    const rows = shrunk(5);
    const prices = (rows.prices ?? []).map((it) => ({ ...it, marketCap: it.close * 2.5e8 }));
    assert.deepEqual(codesOf({ ...rows, prices }), []);
  });
});

describe('ends of listings', () => {
  const gone = { prices: priced('BBB', flat(10, 20), 7e8), shorts: reported('BBB', [1000, 1000]) };

  test('DELISTED_NO_TERMINAL_PRICE: a listing that vanished within the window', () => {
    assert.deepEqual(codesOf(gone), ['DELISTED_NO_TERMINAL_PRICE']);
  });

  test('not with a terminal price', () => {
    const end = { symbol: 'BBB', on: '2023-08-29', kind: 'TERMINAL', amount: 0.4 } as const;
    assert.deepEqual(codesOf({ ...gone, actions: [end] }), []);
  });

  test('not by LAST_PRICE, which asks for no other', () => {
    assert.deepEqual(codesOf(gone, { options: { delisting: 'LAST_PRICE' } }), []);
  });

  test('not when the class was converted into another: CONVERSION tells', () => {
    const ape = { ...gone, prices: priced('BBB', flat(10, 20)) };
    assert.deepEqual(codesOf(ape), ['CONVERSION']);
  });

  test('not in a window that ends before', () => {
    assert.deepEqual(codesOf(gone, { to: '2023-08-25', options: { knownOn: 19_600 } }), []);
  });
});

describe('positions', () => {
  test('STALE_POSITION: none reported within the window, and the last one carried', () => {
    const rows = { prices: priced('BBB'), shorts: reported('BBB', [1000]) };
    assert.deepEqual(codesOf(rows, { from: '2023-08-16' }), ['STALE_POSITION']);
  });

  test('no STALE_POSITION in a window without any settlement', () => {
    const rows = { prices: priced('BBB'), shorts: reported('BBB', [1000]) };
    assert.deepEqual(codesOf(rows, { from: '2023-08-17', to: '2023-08-25' }), []);
  });

  test('USES_LATER_REPORTS: the last settlement came out after the window ended', () => {
    const [found, ...rest] = warningsOf({}, { to: '2023-09-08' });
    assert.deepEqual(rest, []);
    assert.deepEqual(
      { ...found },
      {
        code: 'USES_LATER_REPORTS',
        message:
          '17 of 27 sessions rest on reports that came out after the window ended: ' +
          'the one settled on 2023-08-31 came out on 2023-09-12.',
        count: 1,
        symbols: [],
      },
    );
  });

  test('no USES_LATER_REPORTS from the day of publication on', () => {
    assert.deepEqual(codesOf({}, { to: '2023-09-11' }), ['USES_LATER_REPORTS']);
    assert.deepEqual(codesOf({}, { to: '2023-09-12' }), []);
  });

  test('no USES_LATER_REPORTS when at least half of the window was public', () => {
    // The report of 15 August was public: 17 sessions lie behind it, and 16 or 17 before.
    const prices = bars('OLD', '2023-07-24', flat(10, 49), () => ({ volume: 1e5, marketCap: 1e9 }));
    const rows = { prices, shorts: reported('OLD') };
    assert.deepEqual(codesOf(rows, { from: '2023-07-25', to: '2023-09-08' }), [
      'USES_LATER_REPORTS',
    ]);
    const longer = bars('OLD', '2023-07-21', flat(10, 50), () => ({ volume: 1e5, marketCap: 1e9 }));
    const ask = { from: '2023-07-24', to: '2023-09-08' };
    assert.deepEqual(codesOf({ ...rows, prices: longer }, ask), []);
  });

  test('no USES_LATER_REPORTS with knownOn', () => {
    const ask = { to: '2023-09-08', options: { knownOn: day('2023-09-08') } };
    assert.deepEqual(codesOf({}, ask), []);
  });

  test('USES_LATER_REPORTS though a listing ended on the very day of the settlement', () => {
    const end = { symbol: 'AA', on: '2023-09-01', kind: 'TERMINAL', amount: 0.4 } as const;
    const rows = {
      prices: priced('AA', flat(10, 23)),
      shorts: reported('AA', [1000, 1000]),
      actions: [end],
    };
    assert.deepEqual(codesOf(rows, { to: '2023-09-08' }), ['USES_LATER_REPORTS']);
  });

  test('CONVERSION: on record within the window', () => {
    const on = (date: string) => ({
      actions: [{ symbol: 'AAA', on: date, kind: 'CONVERSION' } as const],
      shorts: [{ symbol: 'AAA', settledOn: '2023-09-29', shares: 1500 }],
    });
    assert.deepEqual(codesOf(on('2023-08-25')), ['CONVERSION']);
    assert.deepEqual(codesOf(on('2023-08-25'), { from: '2023-08-29' }), []);
  });

  test('CONVERSION: net shorting of more than a quarter of the company', () => {
    const rows = (shares: number) => ({
      prices: priced('BBB', flat(), 1e6),
      shorts: reported('BBB', [0, 0, shares, shares]),
    });
    assert.deepEqual(codesOf(rows(25_001)), ['CONVERSION']);
    assert.deepEqual(codesOf(rows(25_000)), []);
  });

  test('SYMBOL_LINKED: followed by an equal position within the window', () => {
    const rows: StoredSpec = {
      prices: [
        ...priced('OLD', flat(10, 20)),
        ...bars('NEW', '2023-08-29', flat(10, 23), () => ({ volume: 1e5, marketCap: 1e9 })),
      ],
      shorts: [
        ...reported('OLD', [1000, 1000]),
        ...reported('NEW')
          .slice(2)
          .map((it) => ({ ...it, previous: 1000 })),
      ],
    };
    const [found] = warningsOf(rows);
    assert.deepEqual([found?.code, found?.symbols], ['SYMBOL_LINKED', ['NEW']]);
    assert.deepEqual(codesOf(rows, { from: '2023-09-01' }), []);
    const record = { symbol: 'OLD', on: '2023-08-29', kind: 'RENAME', to: 'NEW' } as const;
    assert.deepEqual(codesOf({ ...rows, actions: [record] }), []);
  });
});

describe('sets and windows', () => {
  /** `BBB` falls by 40 %, and from the middle class into the small one. */
  const falling = (held = 1000): StoredSpec => ({
    prices: priced('BBB', [...flat(10, 20), ...flat(6, 23)]).map((it) => ({
      ...it,
      marketCap: 2.5e8 * it.close,
    })),
    shorts: reported('BBB', [held, held, held, held]),
  });
  const fading = falling();

  test('TIER_CHANGED: who crossed the bounds of a set by size, into it or out of it', () => {
    for (const where of [
      { capTiers: ['SMALL' as const] },
      { capTiers: ['MID' as const] },
      { minMarketCap: 2e9 },
      { maxMarketCap: 2e9 },
    ]) {
      const found = warningsOf(fading, { where }).find(({ code }) => code === 'TIER_CHANGED');
      assert.deepEqual(found?.symbols, ['BBB'], JSON.stringify(where));
    }
  });

  test('no TIER_CHANGED when both sizes pass the filter', () => {
    for (const where of [
      { capTiers: ['SMALL' as const, 'MID' as const] },
      { minMarketCap: 1 },
      { maxMarketCap: 1e12 },
    ]) {
      assert.deepEqual(codesOf(fading, { where }), []);
    }
  });

  test('TIER_CHANGED: from a quarter of all gains and losses on', () => {
    // Of 1,000 shares at 10 that fall by 4, CCC gains 4,000.
    const other: StoredSpec = {
      prices: priced('CCC', [...flat(10, 20), ...flat(6, 23)]),
      shorts: reported('CCC'),
    };
    const both = (held: number): StoredSpec => {
      const own = falling(held);
      return {
        prices: [...(own.prices ?? []), ...(other.prices ?? [])],
        shorts: [...(own.shorts ?? []), ...(other.shorts ?? [])],
      };
    };
    const where = { capTiers: ['SMALL' as const] };
    assert.deepEqual(codesOf(both(334), { where }), ['TIER_CHANGED']);
    assert.deepEqual(codesOf(both(333), { where }), []);
  });

  test('no TIER_CHANGED in a set that does not ask for size, or is read daily', () => {
    assert.deepEqual(codesOf(fading), []);
    const ask = {
      where: { capTiers: ['SMALL' as const] },
      options: { universeAt: 'DAILY' as const },
    };
    assert.deepEqual(codesOf(fading, ask), []);
  });

  test('CLIPPED_WINDOW: beyond the stored prices, on either side', () => {
    assert.deepEqual(codesOf({}, { from: '2023-07-03' }), ['CLIPPED_WINDOW']);
    assert.deepEqual(codesOf({}, { to: '2023-10-31' }), ['CLIPPED_WINDOW']);
  });

  test('a warning names up to ten symbols in alphabetical order, and counts all', () => {
    const symbols = Array.from({ length: 12 }, (_, k) => `X${String.fromCharCode(76 - k)}`);
    const rows = { shorts: symbols.flatMap((symbol) => reported(symbol)) };
    const [found] = warningsOf(rows, { where: { symbols } });
    assert.equal(found?.code, 'MISSING_PRICE');
    assert.equal(found?.count, 12);
    assert.deepEqual(found?.symbols, [...symbols].sort().slice(0, 10));
  });
});
