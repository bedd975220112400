import * as Plot from '@observablehq/plot';
import type { Bar } from '../result/charts.js';
import { formatShort, formatValue, unitOf } from '../result/format.js';
import type { Line } from '../result/series.js';

/** Colours that are told apart on white and on black, by most people with colour blindness. */
const COLOURS = [
  '#2f8fd0',
  '#d9822b',
  '#3aa17e',
  '#c75a93',
  '#8f7ee7',
  '#b0a02c',
  '#46b3c9',
  '#d8594f',
  '#7a8b99',
  '#5d9c3b',
  '#b57a4a',
  '#9a6bb0',
];
const GAIN = '#3a8fc4';
const LOSS = '#d0733f';

export interface Size {
  readonly width: number;
  readonly height: number;
}

type Drawn = SVGSVGElement | HTMLElement;

const STYLE = { background: 'transparent', fontSize: '12px', overflow: 'visible' };

/** Horizontal bars from zero, gains and losses in two colours, in the order of the list. */
export function drawBars(bars: readonly Bar[], title: string, type: string, size: Size): Drawn {
  const rows = bars.map((bar, k) => ({ ...bar, key: String(k) }));
  const longest = Math.max(...rows.map(({ label }) => label.length));
  const left = Math.min(Math.max(40, longest * 6.8 + 16), size.width * 0.4);
  const letters = Math.floor((left - 14) / 6.8);
  const shortened = (text: string) =>
    text.length > letters ? `${text.slice(0, letters - 1)}\u2026` : text;
  return Plot.plot({
    width: size.width,
    height: rows.length * 24 + 60,
    marginLeft: left,
    marginRight: 70,
    marginTop: 34,
    style: STYLE,
    ariaLabel: title,
    x: {
      label: [title, unitOf(type)].filter(Boolean).join(', '),
      tickFormat: (value: number) => formatShort(value, type),
      ticks: Math.max(3, Math.floor(size.width / 140)),
      axis: 'top',
      grid: true,
      // Room for the values beside losses.
      insetLeft: rows.some(({ value }) => value < 0) ? 56 : 0,
    },
    y: {
      label: null,
      domain: rows.map(({ key }) => key),
      tickFormat: (key: string) => shortened(rows[Number(key)]?.label ?? ''),
    },
    marks: [
      Plot.barX(rows, {
        x: 'value',
        y: 'key',
        fill: ({ value }: Bar) => (value < 0 ? LOSS : GAIN),
        ariaLabel: ({ label, value }: Bar) => `${label}: ${formatValue(value, type)}`,
      }),
      ...valueLabels(rows, type),
      Plot.ruleX([0], { stroke: 'currentColor', strokeOpacity: 0.5 }),
      Plot.tip(
        rows,
        Plot.pointerY({
          x: 'value',
          y: 'key',
          title: ({ label, value }: Bar) => `${label}\n${title}: ${formatValue(value, type)}`,
        }),
      ),
    ],
  });
}

/** Values beside the ends of their bars. */
function valueLabels(rows: readonly (Bar & { key: string })[], type: string) {
  const sides = [
    { isLoss: false, textAnchor: 'start', dx: 4 },
    { isLoss: true, textAnchor: 'end', dx: -4 },
  ] as const;
  return sides.map(({ isLoss, ...options }) =>
    Plot.text(
      rows.filter(({ value }) => value < 0 === isLoss),
      {
        x: 'value',
        y: 'key',
        text: ({ value }: Bar) => formatShort(value, type),
        fill: 'currentColor',
        ...options,
      },
    ),
  );
}

interface Point {
  readonly day: Date;
  readonly value: number | null;
  readonly shown: number | null;
  readonly line: Line;
}

/** Lines over days; flows of one line as signed bars. Two scales get an axis each. */
export function drawLines(lines: readonly Line[], title: string, size: Size): Drawn {
  const [left, right] = [...new Set(lines.map(({ scale }) => scale))];
  const type = lines.find(({ scale }) => scale === left)?.type ?? 'Float';
  const spans = [left, right].map((scale) => spanOf(lines.filter((it) => it.scale === scale)));
  const toLeft = mapping(spans[1] ?? [0, 1], spans[0] ?? [0, 1]);
  const points = lines.flatMap((line) => pointsOf(line, line.scale === right ? toLeft.to : same));
  const second = lines.find(({ scale }) => scale === right);
  const isSingleFlow = lines.length === 1 && lines[0]?.isFlow === true;
  return Plot.plot({
    width: size.width,
    height: size.height,
    marginLeft: 64,
    marginRight: second ? 64 : 24,
    marginTop: 30,
    style: STYLE,
    ariaLabel: title,
    x: { type: 'utc', label: null },
    y: {
      label: unitOf(type) || null,
      grid: true,
      tickFormat: (value: number) => formatShort(value, type),
    },
    color: { domain: lines.map(({ label }) => label), range: COLOURS, legend: lines.length > 1 },
    marks: [
      Plot.ruleY(
        [0].filter(() => crossesZero(lines)),
        { strokeOpacity: 0.5 },
      ),
      isSingleFlow ? flowBars(points) : lineMarks(points),
      ...(second ? [secondAxis(second, toLeft)] : []),
      Plot.tip(points, Plot.pointer({ x: 'day', y: 'shown', title: titleOfPoint })),
    ],
  });
}

function lineMarks(points: readonly Point[]) {
  return Plot.line(points, {
    x: 'day',
    y: 'shown',
    z: ({ line }: Point) => line.id,
    stroke: ({ line }: Point) => line.label,
    strokeWidth: 1.8,
  });
}

function flowBars(points: readonly Point[]) {
  const days = points.map(({ day }) => day.getTime());
  const widths = days.slice(1).map((day, k) => day - (days[k] ?? day));
  const width = Math.max(...[...widths, 86_400_000].filter((it) => it > 0)) * 0.36;
  const at = (by: number) => (point: Point) => point.day.getTime() + by;
  return Plot.rectY(points, {
    x1: at(-width),
    x2: at(width),
    y: 'shown',
    fill: ({ shown }: Point) => ((shown ?? 0) < 0 ? LOSS : GAIN),
  });
}

function titleOfPoint({ day, line, value }: Point): string {
  return `${line.label}\n${day.toISOString().slice(0, 10)}: ${formatValue(value, line.type)}`;
}

function pointsOf(line: Line, map: (value: number) => number): Point[] {
  return line.days.map((text, k) => {
    const value = line.values[k] ?? null;
    return { day: new Date(text), value, shown: value === null ? null : map(value), line };
  });
}

const same = (value: number): number => value;

type Span = readonly [number, number];

function spanOf(lines: readonly Line[]): Span {
  const values = lines.flatMap((line) => line.values.filter((it) => it !== null));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high > low ? [low, high] : [low - 1, low + 1];
}

/** From the scale of the right axis to that of the left one, and back. */
function mapping(from: Span, onto: Span) {
  const slope = (onto[1] - onto[0]) / (from[1] - from[0]);
  const to = (value: number) => onto[0] + (value - from[0]) * slope;
  const back = (value: number) => from[0] + (value - onto[0]) / slope;
  return { to, back, from };
}

function secondAxis({ type, label }: Line, { to, from }: ReturnType<typeof mapping>) {
  const step = (from[1] - from[0]) / 5;
  const ticks = [0, 1, 2, 3, 4, 5].map((k) => from[0] + k * step);
  return Plot.axisY(ticks.map(to), {
    anchor: 'right',
    label: `${unitOf(type) || label}`,
    tickFormat: (_: number, k: number) => formatShort(ticks[k] ?? 0, type),
  });
}

function crossesZero(lines: readonly Line[]): boolean {
  const values = lines.flatMap((line) => line.values.filter((it) => it !== null));
  return values.some((it) => it < 0) && values.some((it) => it > 0);
}
