import { type Direction, largestSince, rank, streak } from '../kernels/flow-record.js';
import { type Day, formatDay } from '../time/day.js';

export type FactKind = 'STREAK' | 'LARGEST_SINCE' | 'RANK' | 'FROM_RECORD';

/** One fact about the last value of a series, as `SeriesFact` shows it. */
export interface SeriesFactData {
  kind: FactKind;
  text: string;
  value: number;
  sinceOn: Day | null;
  bucketCount: number;
}

/** How sentences name a value and a bucket: `noun` is a singular such as "net flow" or "close". */
export interface FactUnit {
  readonly noun: string;
  /** Whether the values are US dollars; a sentence on a change then names the amount. */
  readonly isMoney?: boolean;
  readonly bucket: 'day' | 'week' | 'month' | 'quarter' | 'year';
}

/** A series up to its last value, with what all facts need to know of it. */
interface History {
  /** NaN where there is no value. */
  readonly values: Float64Array;
  readonly dates: readonly Day[];
  /** Place of the last value. */
  readonly last: number;
  /** Number of buckets with a value. */
  readonly bucketCount: number;
  readonly nature: 'LEVEL' | 'CHANGE';
  /** The way of the last change, or of the last step of a level. */
  readonly direction: Direction | 0;
  readonly unit: FactUnit;
}

/**
 * What is worth saying about the last value of a series (M18), in the order of the kinds. `values`
 * has one number for each of `dates`, ascending; null is a gap. A series of changes has the
 * direction of the sign of its last value, a series of levels that of its last step. A gap ends a
 * streak and is passed over by everything else. Empty with fewer than two values; a fact that does
 * not apply is left out.
 */
export function factsOf(
  values: readonly (number | null)[],
  dates: readonly Day[],
  nature: 'LEVEL' | 'CHANGE',
  unit: FactUnit,
): SeriesFactData[] {
  const history = historyOf(values, dates, nature, unit);
  if (history.bucketCount < 2) return [];
  const facts = [streakFact(history), largestSinceFact(history), rankFact(history)];
  return [...facts, fromRecordFact(history)].filter((fact) => fact !== null);
}

function historyOf(
  values: readonly (number | null)[],
  dates: readonly Day[],
  nature: History['nature'],
  unit: FactUnit,
): History {
  const numbers = Float64Array.from(values, (value) => value ?? Number.NaN);
  const last = numbers.findLastIndex((value) => !Number.isNaN(value));
  const known = numbers.filter((value) => !Number.isNaN(value));
  const value = known[known.length - 1] ?? 0;
  const move = nature === 'CHANGE' ? value : value - (known[known.length - 2] ?? value);
  const direction = Math.sign(move) as Direction | 0;
  return { values: numbers, dates, last, bucketCount: known.length, nature, direction, unit };
}

function streakFact(history: History): SeriesFactData | null {
  const { values, dates, last, nature, direction, unit } = history;
  // The step of a level is known only from the bucket just before it.
  const moves =
    nature === 'CHANGE' ? values : values.map((value, k) => value - (values[k - 1] ?? Number.NaN));
  const count = streak(moves, last);
  if (count === 0) return null;
  const verbs = nature === 'CHANGE' ? ['was positive', 'was negative'] : ['rose', 'fell'];
  const verb = verbs[direction > 0 ? 0 : 1];
  const { bucket, noun } = unit;
  const span =
    count === 1 ? `the last ${bucket} alone` : `each of the last ${counted(count, bucket)}`;
  const text = `The ${noun} ${verb} in ${span}; ${checkedText(history)}.`;
  return fact(history, 'STREAK', text, count, dates[last - count + 1] as Day);
}

function largestSinceFact(history: History): SeriesFactData | null {
  const { values, dates, last, direction, unit, bucketCount } = history;
  const found = largestSince(values, last, direction);
  if (found === null) return null;
  const opening = `${subjectOf(history)} was the ${superlativeOf(history)}`;
  if (found.isRecord) {
    const text = `${opening} of all ${counted(bucketCount, unit.bucket)} checked.`;
    return fact(history, 'LARGEST_SINCE', text, found.periods, null);
  }
  const sinceOn = dates[found.previous] as Day;
  const text =
    `${opening} since ${formatDay(sinceOn)}, ${counted(found.periods, unit.bucket)} earlier; ` +
    `${checkedText(history)}.`;
  return fact(history, 'LARGEST_SINCE', text, found.periods, sinceOn);
}

function rankFact(history: History): SeriesFactData | null {
  const { values, last, direction, unit, bucketCount } = history;
  if (direction === 0) return null;
  const place = rank(values, last, direction);
  const ordinal = place === 1 ? '' : `${ordinalText(place)} `;
  const text =
    `${subjectOf(history)} was the ${ordinal}${superlativeOf(history)} ` +
    `of ${counted(bucketCount, unit.bucket)} checked.`;
  return fact(history, 'RANK', text, place, null);
}

function fromRecordFact(history: History): SeriesFactData | null {
  const { values, dates, last, nature, unit, bucketCount } = history;
  if (nature !== 'LEVEL' || values.some((value) => value <= 0)) return null;
  const record = values.reduce((most, value) => (value > most ? value : most), 0);
  const recordOn = dates[values.lastIndexOf(record)] as Day;
  const distance = (values[last] as number) / record - 1;
  const text =
    distance === 0
      ? `The ${unit.noun} was at its highest of ${counted(bucketCount, unit.bucket)} checked.`
      : `The ${unit.noun} was ${percentText(-distance)} below its highest value, of ` +
        `${formatDay(recordOn)}; ${checkedText(history)}.`;
  return fact(history, 'FROM_RECORD', text, distance, recordOn);
}

function fact(
  history: History,
  kind: FactKind,
  text: string,
  value: number,
  sinceOn: Day | null,
): SeriesFactData {
  return { kind, text, value, sinceOn, bucketCount: history.bucketCount };
}

function subjectOf({ values, last, nature, unit }: History): string {
  if (nature === 'LEVEL') return `The ${unit.noun}`;
  const amount = unit.isMoney ? `, ${moneyText(values[last] as number)},` : '';
  return `The ${unit.noun} of the last ${unit.bucket}${amount}`;
}

function superlativeOf({ nature, direction }: History): string {
  if (nature === 'CHANGE') return direction > 0 ? 'largest' : 'most negative';
  return direction > 0 ? 'highest' : 'lowest';
}

function checkedText({ bucketCount, unit }: History): string {
  return `${counted(bucketCount, unit.bucket)} were checked`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** "1st", "2nd", "3rd", "11th". */
function ordinalText(place: number): string {
  const isTeen = Math.floor(place / 10) % 10 === 1;
  const ending = isTeen ? undefined : { 1: 'st', 2: 'nd', 3: 'rd' }[place % 10];
  return `${place}${ending ?? 'th'}`;
}

/** A ratio as a percentage with up to two decimals, but never as zero. */
function percentText(ratio: number): string {
  const hundredths = Math.round(ratio * 10_000);
  return hundredths === 0 ? 'less than 0.01 %' : `${hundredths / 100} %`;
}

const MONEY_WORDS = [
  { from: 999.5e9, scale: 1e12, word: ' trillion' },
  { from: 999.5e6, scale: 1e9, word: ' billion' },
  { from: 999.5e3, scale: 1e6, word: ' million' },
  { from: 0, scale: 1, word: '' },
];

/** US dollars to three significant digits, such as "-$1.5 billion". */
function moneyText(amount: number): string {
  const size = Math.abs(amount);
  const { scale, word } = MONEY_WORDS.find(({ from }) => size >= from) as (typeof MONEY_WORDS)[0];
  const digits = scale === 1 ? Math.round(size) : Number((size / scale).toPrecision(3));
  return `${amount < 0 ? '-' : ''}$${digits}${word}`;
}
