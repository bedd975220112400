import { useEffect, useMemo, useRef, useState } from 'react';
import {
  type BarChart,
  barsOf,
  type Chart,
  firstLines,
  indexed,
  type LineChart,
} from '../result/charts.js';
import { inWords } from '../result/format.js';
import { linesTable } from '../result/series.js';
import type { Table } from '../result/tables.js';
import { sentenceOfBars, sentenceOfLines } from '../result/sentence.js';
import { drawBars, drawLines, type Size } from './draw-chart.js';
import { savePng, svgOf } from './picture.js';
import { CsvButton } from './TableBar.js';
import { useRemembered } from './remembered.js';
import { fileName, saveFile } from './save-file.js';

/** Bars that are drawn at once; the table has the others. */
const BARS_MAX = 60;

interface Props {
  chart: Chart;
  /** Name of the question, for what is remembered and for files. */
  name: string;
}

export function ChartPane({ chart, name }: Props) {
  const pane = { key: `${name}:${chart.id}`, name };
  if (chart.kind === 'bars') return <Bars {...pane} key={pane.key} chart={chart} />;
  return <Lines {...pane} key={pane.key} chart={chart} />;
}

function Bars({ chart, name }: { chart: BarChart; name: string }) {
  const { columns } = chart.table;
  const idOf = (k: number) => columns[k]?.id ?? '';
  const [measure, setMeasure] = useRemembered(`${name}:${chart.id}:measure`, idOf(chart.first));
  const at = chart.measures.find((k) => idOf(k) === measure) ?? chart.first;
  const column = columns[at];
  const type = column?.type ?? 'Float';
  const label = inWords(column?.label ?? '');
  const all = useMemo(() => barsOf(chart, at), [chart, at]);
  const bars = all.slice(0, BARS_MAX);
  const left = chart.table.rows.length - bars.length;
  return (
    <Drawing
      id={chart.id}
      title={`${label} of ${chart.label}`}
      table={chart.table}
      file={[name, chart.label, label]}
      sentence={sentenceOfBars(all, label, type)}
      draw={(size) => drawBars(bars, label, type, size)}
    >
      <label>
        Measure{' '}
        <select value={idOf(at)} onChange={(event) => setMeasure(event.target.value)}>
          {chart.measures.map((k) => (
            <option key={idOf(k)} value={idOf(k)}>
              {inWords(columns[k]?.label ?? '')}
            </option>
          ))}
        </select>
      </label>
      {left > 0 && (
        <span>
          {bars.length} of {chart.table.rows.length} rows have a bar
        </span>
      )}
    </Drawing>
  );
}

function Lines({ chart, name }: { chart: LineChart; name: string }) {
  const otherwise = useMemo(() => JSON.stringify(firstLines(chart)), [chart]);
  const [chosen, setChosen] = useRemembered(`${name}:${chart.id}:lines`, otherwise);
  const [mode, setMode] = useRemembered<'values' | 'indexed'>(`${name}:${chart.id}:mode`, 'values');
  const ids = useMemo(() => new Set(JSON.parse(chosen) as string[]), [chosen]);
  const known = chart.lines.filter(({ id }) => ids.has(id));
  const picked = known.length > 0 ? known : chart.lines.slice(0, 1);
  const scales = new Set(picked.map(({ scale }) => scale)).size;
  const isIndexed = mode === 'indexed' || scales > 2;
  const lines = isIndexed ? picked.map(indexed) : picked;
  const toggle = (id: string, isOn: boolean) =>
    setChosen(
      JSON.stringify(
        chart.lines.map((it) => it.id).filter((it) => (it === id ? isOn : ids.has(it))),
      ),
    );
  return (
    <Drawing
      id={chart.id}
      title={chart.label}
      table={linesTable(chart)}
      file={[name, chart.label]}
      sentence={sentenceOfLines(lines)}
      draw={(size) => drawLines(lines, chart.label, size)}
    >
      <label>
        <input
          type="checkbox"
          checked={isIndexed}
          disabled={scales > 2}
          onChange={(event) => setMode(event.target.checked ? 'indexed' : 'values')}
        />{' '}
        indexed to 100{scales > 2 && ' (more than two units)'}
      </label>
      {chart.lines.length > 1 && (
        <details className="lt-lines">
          <summary>
            {picked.length} of {chart.lines.length} lines
          </summary>
          <div>
            {chart.lines.map(({ id, label }) => (
              <label key={id}>
                <input
                  type="checkbox"
                  checked={ids.has(id)}
                  onChange={(event) => toggle(id, event.target.checked)}
                />{' '}
                {inWords(label)}
              </label>
            ))}
          </div>
        </details>
      )}
    </Drawing>
  );
}

interface DrawingProps {
  id: string;
  title: string;
  /** The rows behind the chart. */
  table: Table;
  file: readonly string[];
  sentence: string;
  draw(size: Size): Element;
  children: React.ReactNode;
}

/** A chart that fills its place, with its choices, its sentence and its pictures. */
function Drawing({ id, title, table, file, sentence, draw, children }: DrawingProps) {
  const place = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const size = useSize(place);
  useEffect(() => {
    if (canvas.current !== null && size !== null) canvas.current.replaceChildren(draw(size));
  });
  const withChart = (save: (chart: HTMLElement) => void) => () => {
    if (canvas.current !== null) save(canvas.current);
  };
  const saveSvg = (chart: HTMLElement) =>
    saveFile(fileName(file, 'svg'), svgOf(chart).text, 'image/svg+xml');
  return (
    <div className="lt-chart" data-chart={id}>
      <div className="lt-choices">
        {children}
        <span className="lt-spring" />
        <CsvButton table={table} words={file} />
        <button type="button" onClick={withChart((it) => void savePng(fileName(file, 'png'), it))}>
          PNG
        </button>
        <button type="button" onClick={withChart(saveSvg)}>
          SVG
        </button>
      </div>
      <p className="lt-sentence">{sentence}</p>
      <section
        className="lt-drawing"
        ref={place}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        tabIndex={0}
        aria-label={`${title}. ${sentence}`}
      >
        {/* The sentence tells what is drawn, and the table has it all. */}
        <div aria-hidden="true" ref={canvas} />
      </section>
    </div>
  );
}

function useSize(place: React.RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    if (place.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry?.contentRect ?? { width: 0, height: 0 };
      if (width > 0) setSize({ width: Math.floor(width), height: Math.max(220, height - 40) });
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [place]);
  return size;
}
