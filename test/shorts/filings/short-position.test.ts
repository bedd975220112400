import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RequestError } from '../../../src/errors.js';
import { lowtideSchema } from '../../../src/schema-resolvers.js';
import {
  type KnownFiling,
  knownFilings,
  type ShortFiling,
} from '../../../src/shorts/filings/known-filings.js';
import { ownFilings } from '../../../src/shorts/filings/own-filings.js';
import { reportedPosition, shortRatioOver } from '../../../src/shorts/filings/reported-position.js';
import type { Store } from '../../../src/store/store.js';
import { day } from '../../../src/time/day.js';
import { AMC, ask, FADE, GONE, NEWB, tinyPanel } from '../../securities/tiny-market.js';

const panel = tinyPanel();

function filing(
  settledOn: string,
  shares: number,
  changes: Partial<ShortFiling> = {},
): ShortFiling {
  return {
    tickerId: 11,
    settledOn: day(settledOn),
    vintage: 1,
    shares,
    averageDailyVolume: 1000,
    publishedOn: day(settledOn) + 10,
    ...changes,
  };
}

/** The report of 2023-08-15 as first published and as restated by the next file. */
const FIRST = filing('2023-08-15', 5000, { publishedOn: day('2023-08-24') });
const RESTATED = filing('2023-08-15', 5500, {
  vintage: 2,
  averageDailyVolume: null,
  publishedOn: day('2023-09-12'),
});

function known(settledOn: string, shares: number, volume: number | null = 1000): KnownFiling {
  const [it] = knownFilings([filing(settledOn, shares, { averageDailyVolume: volume })], null);
  return it as KnownFiling;
}

describe('knownFilings', () => {
  test('a restated figure counts, and the first one is kept beside it', () => {
    assert.deepEqual(knownFilings([FIRST, RESTATED], null), [
      {
        settledOn: day('2023-08-15'),
        publishedOn: day('2023-08-24'),
        shares: 5500,
        firstPublishedShares: 5000,
        isRevised: true,
        averageDailyVolume: 1000,
      },
    ]);
  });

  test('on a day before the restatement the first figure was known', () => {
    const [only] = knownFilings([FIRST, RESTATED], day('2023-09-11'));
    assert.equal(only?.shares, 5000);
    assert.equal(only?.isRevised, false);
  });

  test('what is published on a day is known on it', () => {
    assert.equal(knownFilings([FIRST, RESTATED], day('2023-09-12'))[0]?.shares, 5500);
    assert.equal(knownFilings([FIRST], day('2023-08-24')).length, 1);
  });

  test('before its publication there is no report', () => {
    assert.deepEqual(knownFilings([FIRST, RESTATED], day('2023-08-23')), []);
  });

  test('a restatement alone has no first figure and no volume', () => {
    assert.deepEqual(knownFilings([RESTATED], null), [
      {
        settledOn: day('2023-08-15'),
        publishedOn: day('2023-08-24'),
        shares: 5500,
        firstPublishedShares: null,
        isRevised: true,
        averageDailyVolume: null,
      },
    ]);
  });

  test('come in order of settlement', () => {
    const rows = [filing('2023-08-31', 2), filing('2023-08-15', 1)];
    assert.deepEqual(
      knownFilings(rows, null).map((it) => it.shares),
      [1, 2],
    );
  });

  test('the later ticker counts where two report one settlement', () => {
    const rows = [filing('2023-08-15', 1), filing('2023-08-15', 2, { tickerId: 14 })];
    assert.equal(knownFilings(rows, null)[0]?.shares, 2);
  });
});

describe('ownFilings', () => {
  const rows = [
    filing('2023-08-08', 1, { tickerId: 13 }),
    filing('2023-09-15', 2, { tickerId: 13 }),
  ];

  test('a reused ticker gives each share its own settlements', () => {
    assert.deepEqual(ownFilings(panel, GONE, rows), [rows[0]]);
    assert.deepEqual(ownFilings(panel, NEWB, rows), []);
  });

  test('any other ticker belongs to its share whole', () => {
    assert.equal(ownFilings(panel, AMC, [FIRST, RESTATED]).length, 2);
  });
});

describe('reportedPosition', () => {
  test('the change is restated for a split of one for ten (M9)', () => {
    const before = known('2023-08-15', 150_955_613);
    const position = reportedPosition(panel, AMC, known('2023-08-31', 23_211_862), before);
    assert.equal(position.splitFactorSincePrevious, 0.1);
    assert.ok(Math.abs((position.changeRatio as number) - 0.53766) < 5e-6);
  });

  test('the value is that of the day, whatever the split after it', () => {
    // 5,000 shares at 2 dollars, which the panel keeps as 20 dollars for one share in ten.
    assert.equal(reportedPosition(panel, AMC, known('2023-08-15', 5000), null).value, 10_000);
    assert.equal(reportedPosition(panel, AMC, known('2023-08-31', 500), null).value, 10_000);
  });

  test('the first report has no change', () => {
    const position = reportedPosition(panel, AMC, known('2023-08-15', 5000), null);
    assert.equal(position.splitFactorSincePrevious, null);
    assert.equal(position.changeRatio, null);
  });

  test('after a position of zero there is no ratio', () => {
    const position = reportedPosition(panel, FADE, known('2023-08-31', 10), known('2023-08-15', 0));
    assert.equal(position.changeRatio, null);
    assert.equal(position.splitFactorSincePrevious, 1);
  });

  test('days to cover are as printed, and null at a limit', () => {
    const printed = (shares: number, volume: number | null) => {
      const position = reportedPosition(panel, FADE, known('2023-08-15', shares, volume), null);
      return [position.daysToCover, position.isClamped];
    };
    assert.deepEqual(printed(153_871_752, 15_933_852), [9.66, false]);
    assert.deepEqual(printed(1_015_199, 3_037_258), [null, true]);
    assert.deepEqual(printed(1_465_726, 23), [null, true]);
    assert.deepEqual(printed(5, 0), [null, true]);
    assert.deepEqual(printed(0, 0), [0, false]);
    assert.deepEqual(printed(5, null), [null, false]);
  });

  test('shares of float and of longs are in shares of the settlement day', () => {
    const position = reportedPosition(panel, AMC, known('2023-08-31', 20), null);
    assert.equal(position.shareOfFloat, 0.25);
    assert.equal(position.shareOfLongs, 0.2);
  });

  test('without a float there are none', () => {
    const position = reportedPosition(panel, FADE, known('2023-08-31', 20), null);
    assert.equal(position.shareOfFloat, null);
    assert.equal(position.shareOfLongs, null);
  });

  test('without a price, or where a split is in doubt, there is no value', () => {
    assert.equal(reportedPosition(panel, NEWB, known('2023-08-15', 20), null).value, null);
    assert.equal(reportedPosition(panel, AMC, known('2023-10-13', 20), null).value, null);
    const hasBasisMismatch = new Uint8Array(4).fill(1);
    const doubtful = { ...panel, prices: { ...panel.prices, hasBasisMismatch } };
    assert.equal(reportedPosition(doubtful, AMC, known('2023-08-15', 20), null).value, null);
  });
});

describe('shortRatioOver', () => {
  const settledOn = day('2023-08-31');

  test('is shares over mean volume, in one basis', () => {
    assert.equal(shortRatioOver(panel, AMC, 500, settledOn, 10), 5);
    // Before the split ten old shares are one share of the panel.
    assert.equal(shortRatioOver(panel, AMC, 500, day('2023-08-15'), 10), 0.5);
  });

  test('is null when fewer than half of the sessions have a volume', () => {
    assert.equal(shortRatioOver(panel, FADE, 500, settledOn, 10), null);
    assert.equal(shortRatioOver(panel, AMC, 500, settledOn, 46), 5);
    assert.equal(shortRatioOver(panel, AMC, 500, settledOn, 47), null);
  });

  test('is zero for no shares short', () => {
    assert.equal(shortRatioOver(panel, FADE, 0, settledOn, 10), 0);
  });
});

describe('Security.shortPositions', () => {
  const schema = lowtideSchema();
  const store = {
    query: async () => [
      {
        ...FIRST,
        settledOn: '2023-08-15',
        publishedOn: '2023-08-24',
        isSplit: 0,
        isRevised: 0,
      },
      {
        ...filing('2023-08-31', 600),
        settledOn: '2023-08-31',
        publishedOn: '2023-09-12',
        isSplit: 1,
        isRevised: 0,
      },
    ],
  } as unknown as Store;
  const positions = async (window: string, fields: string, more = '') => {
    const source = `{ security(symbol: "AMC") {
      shortPositions(window: ${window}${more}) { ${fields} }
    } }`;
    const { data, errors } = await ask(schema, source, panel, store);
    if (errors) throw errors[0]?.originalError ?? errors[0];
    const { security } = JSON.parse(JSON.stringify(data));
    return security.shortPositions;
  };

  test('lists the settlements of the window, compared with the one before it', async () => {
    const fields = 'settledOn publishedOn shares changeRatio shortRatio';
    assert.deepEqual(await positions('{from: "2023-08-25"}', fields), [
      {
        settledOn: '2023-08-31',
        publishedOn: '2023-09-12',
        shares: 600,
        changeRatio: 0.2,
        shortRatio: 0.6,
      },
    ]);
  });

  test('lists what was known on a day', async () => {
    const found = await positions('{preset: MAX}', 'shares', ', knownOn: "2023-09-11"');
    assert.deepEqual(found, [{ shares: 5000 }]);
  });

  test('refuses an average over no session or over too many', async () => {
    for (const sessions of [0, -1, 251]) {
      await assert.rejects(positions('{preset: MAX}', `shortRatio(sessions: ${sessions})`), {
        code: 'BAD_USER_INPUT',
        message: `sessions must be between 1 and 250, not ${sessions}.`,
      } satisfies Partial<RequestError>);
    }
  });

  test('refuses a window of two kinds', async () => {
    await assert.rejects(positions('{preset: YTD, from: "2023-08-25"}', 'shares'), {
      code: 'BAD_USER_INPUT',
    });
  });
});
