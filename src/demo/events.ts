import type { Company, Events, Split } from './company.js';
import { exp } from './elementary.js';
import { Random } from './random.js';
import type { Timeline } from './timeline.js';

/** Gives companies their splits, listings, halts, gaps and ends; each has one story at most. */
export function assignEvents(
  seed: string,
  companies: readonly Company[],
  timeline: Timeline,
): void {
  const random = new Random(`${seed}/events`);
  tellKnownStories(companies, timeline);
  const plain = random.shuffle(companies.filter((company) => company.path.kind === 'FREE'));
  const pool = new Pool(plain.filter(({ symbol }) => /^[A-Z]+$/.test(symbol)));
  assignSplits(pool, random, timeline);
  assignDeals(pool, random, timeline);
  assignEnds(pool, random, timeline);
  assignListings(pool, random, timeline);
  assignRenames(pool, timeline);
  assignHaltsAndGaps(pool, random, timeline);
}

/** Hands out companies, each once, by a condition. */
class Pool {
  constructor(private readonly companies: Company[]) {}

  take(count: number, suits: (company: Company) => boolean): Company[] {
    const chosen: Company[] = [];
    for (let k = 0; k < this.companies.length && chosen.length < count; ) {
      if (!suits(this.companies[k] as Company)) k++;
      else chosen.push(...this.companies.splice(k, 1));
    }
    return chosen;
  }
}

function tellKnownStories(companies: readonly Company[], timeline: Timeline): void {
  const tell = (symbol: string, events: Events, splits: readonly Split[] = []): void => {
    const company = companies.find((candidate) => candidate.symbol === symbol);
    if (company === undefined) return;
    company.events = events;
    company.splits = splits;
  };
  const bank = (halted: string, last: string, over: string, otcSymbol: string, amount: number) => ({
    halt: { from: timeline.at(halted), to: timeline.at(last) },
    lastRow: timeline.at(last),
    terminal: { t: timeline.at(over), kind: 'BANKRUPT' as const, amount, newSymbol: otcSymbol },
    otcSymbol,
  });
  tell('SIVB', bank('2023-03-10', '2023-03-13', '2023-03-28', 'SIVBQ', 0.4));
  tell('SBNY', bank('2023-03-13', '2023-03-14', '2023-03-28', 'SBNYQ', 0.13));
  tell('FRC', bank('2023-05-01', '2023-05-02', '2023-05-03', 'FRCB', 0.33));
  const reverse = timeline.at('2023-08-24');
  tell('MRQ', {}, [{ t: reverse, ratio: 0.1, staleDays: 5 }]);
  tell('MRQP', {
    lastRow: reverse,
    conversion: { t: reverse + 1, into: 'MRQ', ratio: 0.1 },
  });
}

/** Forward splits of dear shares and reverse splits of cheap ones. */
function assignSplits(pool: Pool, random: Random, timeline: Timeline): void {
  const forward: readonly (readonly [number, number])[] = [
    [2, 40],
    [2, 40],
    [2, 60],
    [3, 120],
    [3, 120],
    [10, 260],
    [1.5, 50],
    [20, 350],
  ];
  const usual = (t: number, ratio: number, staleDays = 0): Split => ({ t, ratio, staleDays });
  for (const [ratio, least] of forward) {
    const suits = (company: Company): boolean => company.price > least && late(company) > least;
    for (const company of pool.take(1, suits)) {
      company.splits = [usual(random.integer(30, 170), ratio)];
    }
  }
  const reverse: readonly (readonly [number, number])[] = [
    [10, 0],
    [10, 4],
    [10, 0],
    [25, 0],
    [25, 5],
    [20, 0],
    [8, 0],
    [15, 0],
    [50, 0],
  ];
  for (const [ratio, staleDays] of reverse) {
    const suits = (company: Company): boolean =>
      company.role !== 'SPX' && late(company) < (ratio > 20 ? 0.7 : 1.3);
    for (const company of pool.take(1, suits)) {
      company.splits = [usual(random.integer(40, 175), 1 / ratio, staleDays)];
    }
  }
  const twice = pool.take(1, (company) => company.role !== 'SPX' && late(company) < 0.6)[0];
  if (twice === undefined) return;
  twice.splits = [
    usual(timeline.at('2023-03-06'), 1 / 10),
    usual(timeline.at('2023-08-07'), 1 / 5),
  ];
}

/** About what a share costs at the end. */
function late(company: Company): number {
  const nodes = company.path.nodes;
  return company.price * exp((nodes[nodes.length - 1] as readonly [number, number])[1]);
}

/** Companies that are bought, for cash or shares; the last price is a little below the offer. */
function assignDeals(pool: Pool, random: Random, timeline: Timeline): void {
  const isSmall = ({ role, price }: Company): boolean => role === 'RUT' && price > 3;
  const targets = [
    ...pool.take(10, isSmall),
    ...pool.take(3, ({ role, price }) => role === 'OTHER_SMALL' && price > 3),
    ...pool.take(1, ({ role }) => role === 'SPX'),
  ];
  targets.forEach((company, k) => {
    const t = random.integer(18, 120);
    const lastRow = Math.min(timeline.count - 8, t + random.integer(30, 60));
    company.events = { deal: { t, premium: random.between(1.15, 1.5) }, lastRow };
    if (k !== 0) return;
    const [acquirer] = pool.take(1, ({ role, price }) => role === 'SPX' && price > 80);
    if (acquirer !== undefined) {
      company.events.deal = { t, premium: 1.25, acquirer: acquirer.symbol };
    }
  });
}

/** Ends without a buyer: a move over the counter, and two of which nobody recorded the price. */
function assignEnds(pool: Pool, random: Random, timeline: Timeline): void {
  const isTiny = (company: Company): boolean =>
    company.price * company.sharesOutstanding < 150e6 && company.role !== 'SPX';
  const [moved, ...vanished] = pool.take(3, isTiny);
  if (moved !== undefined) {
    const lastRow = timeline.at('2023-07-20');
    const otcSymbol = `${moved.symbol.slice(0, 3)}QF`;
    moved.events = {
      lastRow,
      otcSymbol,
      terminal: { t: lastRow + 1, kind: 'TRANSFERRED', amount: null, newSymbol: otcSymbol },
    };
  }
  for (const company of vanished) {
    const lastRow = random.integer(70, 150);
    company.events = { lastRow, terminal: { t: lastRow + 1, kind: null, amount: null } };
  }
}

/** Companies that list in the course of the year; a few have no market value at first. */
function assignListings(pool: Pool, random: Random, timeline: Timeline): void {
  pool
    .take(24, ({ role }) => role === 'OTHER_SMALL')
    .forEach((company, k) => {
      const listedFrom = random.integer(timeline.turn('base') + 2, timeline.at('2023-07-10'));
      company.events = { listedFrom, unknownCapDays: k < 6 ? 4 : 0 };
    });
}

/** One change of symbol that is on record, and one that only equal short positions betray. */
function assignRenames(pool: Pool, timeline: Timeline): void {
  const suits = ({ role, shorts }: Company): boolean => role === 'RUT' && shorts.ratio > 0.03;
  const [recorded, silent] = pool.take(2, suits);
  if (recorded !== undefined) {
    const t = timeline.at('2023-05-10');
    recorded.events = {
      rename: { t, symbol: `${recorded.symbol.slice(0, 3)}XR`, isRecorded: true },
    };
  }
  if (silent !== undefined) {
    const t = timeline.at('2023-06-20');
    silent.events = { rename: { t, symbol: `${silent.symbol.slice(0, 3)}XS`, isRecorded: false } };
  }
}

/** A trading halt, days without a row, and days with a price but no volume. */
function assignHaltsAndGaps(pool: Pool, random: Random, timeline: Timeline): void {
  const [halted] = pool.take(1, ({ role }) => role === 'RUT');
  if (halted !== undefined) {
    halted.events = { halt: { from: timeline.at('2023-05-17'), to: timeline.at('2023-05-25') } };
  }
  const last = timeline.count - 12;
  const isSmall = ({ role }: Company): boolean => role === 'RUT' || role === 'OTHER_SMALL';
  for (const company of pool.take(40, isSmall)) {
    const from = random.integer(25, last);
    const days = random.integer(1, 4);
    company.events = { missing: new Set(Array.from({ length: days }, (_, k) => from + k)) };
  }
  for (const company of pool.take(30, isSmall)) {
    const days = Array.from({ length: 3 }, () => random.integer(1, last));
    company.events = { blankVolume: new Set(days) };
  }
}
