import type { Bars } from '../../src/kernels/advance-decline.js';
import type { MemberDays } from '../oracle/advance-decline.js';
import { randomStream, typed } from './arbitrary.js';
import { fc } from './seed.js';

/** Members by day, all of one length. */
export interface DayPanel {
  days: number;
  members: MemberDays[];
}

/** Closes and volumes of G2 by member at t0 to t3; null where the member did not trade. */
export const G2: DayPanel = {
  days: 4,
  members: [
    { close: [10, 11, 12, 11], volume: [null, 100, 110, 90] },
    { close: [20, 19, 18, 19], volume: [null, 200, 210, 190] },
    { close: [30, 30, 30, 33], volume: [null, 300, 310, 290] },
    { close: [40, 42, 41, 40], volume: [null, 50, 60, 70] },
    { close: [50, null, 48, 49], volume: [null, 0, 40, 45] },
    { close: [60, 57, 54, null], volume: [null, 80, 85, 0] },
  ],
};

/** A counter of days that takes one member after another. */
interface Counter {
  readonly days: number;
  addMember(bars: Bars, from: number, to: number, day: number, isMember?: Uint8Array): void;
}

/** Adds all members to `counter`, whose first entry is day `start` of the panel. */
export function addMembers<T extends Counter>(counter: T, panel: DayPanel, start: number): T {
  const { bars, runs } = packed(panel.members);
  runs.forEach(({ from, to, day }, i) => {
    const isMember = panel.members[i]?.isMember;
    const mask = isMember && Uint8Array.from(isMember.slice(start), Number);
    counter.addMember(bars, from, to, day - start, mask);
  });
  return counter;
}

/** Where the bars of one member lie, and the day of the first. */
interface Run {
  from: number;
  to: number;
  day: number;
}

/** One run of bars a member, from its first print to its last, with closes carried in between. */
function packed(members: readonly MemberDays[]): { bars: Bars; runs: Run[] } {
  const close: number[] = [];
  const hasTraded: number[] = [];
  const volume: (number | null)[] = [];
  const runs = members.map((member) => {
    const from = close.length;
    const day = Math.max(
      member.close.findIndex((value) => value !== null),
      0,
    );
    const last = member.close.findLastIndex((value) => value !== null);
    for (let t = day; t <= last; t++) {
      const own = member.close[t] ?? null;
      close.push(own ?? (close.at(-1) as number));
      hasTraded.push(Number(own !== null));
      volume.push(member.volume[t] ?? null);
    }
    return { from, to: close.length - 1, day };
  });
  const bars = {
    close: Float64Array.from(close),
    hasTraded: Uint8Array.from(hasTraded),
    volume: typed(volume),
  };
  return { bars, runs };
}

/** A set of members in place of another one. */
export function withMembers({ days }: DayPanel, members: readonly MemberDays[]): DayPanel {
  return { days, members: [...members] };
}

/** Few ticks, so that many closes are equal. */
const tick = fc.integer({ min: 95, max: 105 }).map((cents) => cents / 100);
const sharesTraded = fc.integer({ min: 0, max: 1_000_000 });

function member(days: number): fc.Arbitrary<MemberDays> {
  const length = { minLength: days, maxLength: days };
  const closes = fc
    .constantFrom(2, 8, 1_000_000)
    .chain((freq) => fc.array(fc.option(tick, { freq, nil: null }), length));
  return fc.record(
    {
      close: closes,
      volume: fc.array(fc.option(sharesTraded, { freq: 8, nil: null }), length),
      isMember: fc.array(fc.boolean(), length),
    },
    { requiredKeys: ['close', 'volume'] },
  );
}

/** Small sets with gaps, ties, late listings, early ends and changing members. */
export const dayPanel: fc.Arbitrary<DayPanel> = fc
  .integer({ min: 0, max: 30 })
  .chain((days) =>
    fc.record({ days: fc.constant(days), members: fc.array(member(days), { maxLength: 12 }) }),
  );

/** A large set with about one print in `gapEvery` missing. */
export function largeDayPanel(count: number, days: number, gapEvery: number): DayPanel {
  const random = randomStream(count + days);
  const members = Array.from({ length: count }, () => {
    let cents = 100 + Math.floor(random() * 10_000);
    const close = Array.from({ length: days }, () => {
      cents = Math.max(1, cents + Math.floor(random() * 9) - 4);
      return random() < 1 / gapEvery ? null : cents / 100;
    });
    const volume = close.map(() => (random() < 0.05 ? null : Math.floor(random() * 1e7)));
    return { close, volume };
  });
  return { days, members };
}
