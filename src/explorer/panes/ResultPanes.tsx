import { useGraphiQL } from '@graphiql/react';
import { useMemo, useState, useSyncExternalStore } from 'react';
import { ANSWERS, type Answer } from '../ask/answers.js';
import { exampleOf } from '../examples/saved-operations.js';
import { Welcome } from '../examples/Welcome.js';
import { firstView, type Reading, readResult, type View } from '../result/read-result.js';
import { parsed, type Shape, shapesOf } from '../result/shape.js';
import { ChartPane } from './ChartPane.js';
import { ExplainPane } from './ExplainPane.js';
import { Guarded } from './Guarded.js';
import { Notices } from './Notices.js';
import { Pick } from './Pick.js';
import { useRemembered } from './remembered.js';
import { StatusBar } from './StatusBar.js';
import { TableBar } from './TableBar.js';
import { type Picked, TablePane } from './TablePane.js';

/** What stands beside the editor: the answer of the open tab as chart, table or text. */
export function ResultPanes() {
  const tab = useGraphiQL((it) => it.tabs[it.activeTabIndex]?.id ?? '');
  const shown = useSyncExternalStore(ANSWERS.subscribe, () => ANSWERS.of(tab));
  return (
    <section className="lt-results" data-state={shown?.state ?? 'none'} aria-label="Answer">
      {shown === undefined && <Welcome />}
      {shown?.state === 'asking' && (
        <p className="lt-message" role="status">
          Asking the server ...
        </p>
      )}
      {shown?.state === 'cancelled' && (
        <p className="lt-message" role="status">
          The question was cancelled: its request was cut off.
        </p>
      )}
      {shown?.state === 'answered' && (
        <Guarded name="The answer" resetKeys={[shown.answer]}>
          <Answered key={tab} answer={shown.answer} />
        </Guarded>
      )}
      <StatusBar {...(shown?.state === 'answered' && { answer: shown.answer })} />
    </section>
  );
}

const VIEWS: readonly View[] = ['chart', 'table', 'json'];
const VIEW_NAMES = { chart: 'Chart', table: 'Table', json: 'JSON' } as const;

function Answered({ answer }: { answer: Answer }) {
  const { reading, shapes } = useReading(answer);
  const example = exampleOf(answer.query);
  const name = example?.name ?? answer.operationName ?? 'Query';
  const [view, setView] = useRemembered<View>(`${name}:view`, firstView(reading));
  const [picked, setPicked] = useState<{ of: Answer; it: Picked } | null>(null);
  const isThere = {
    chart: reading.charts.length > 0,
    table: reading.tables.length > 0,
    json: true,
  };
  const open: View = isThere[view] ? view : firstView(reading);
  return (
    <div className="lt-answer" data-view={open}>
      {example !== null && (
        <header className="lt-question">
          <h2>{example.question}</h2>
          {example.claim !== '' && <p>The report said: {example.claim}</p>}
        </header>
      )}
      <div className="lt-views" role="tablist" aria-label="View of the answer">
        {VIEWS.map((it) => (
          <button
            key={it}
            type="button"
            role="tab"
            id={`lt-tab-${it}`}
            aria-selected={open === it}
            aria-controls="lt-view"
            disabled={!isThere[it]}
            onClick={() => setView(it)}
          >
            {VIEW_NAMES[it]}
          </button>
        ))}
      </div>
      <Notices answer={answer} reading={reading} />
      <div className="lt-view" role="tabpanel" id="lt-view" aria-labelledby={`lt-tab-${open}`}>
        <Guarded name="This view" resetKeys={[answer, open]}>
          {open === 'chart' && <Charts reading={reading} name={name} />}
          {open === 'table' && (
            <Tables reading={reading} name={name} onPick={(it) => setPicked({ of: answer, it })} />
          )}
        </Guarded>
      </div>
      {picked?.of === answer && (
        <Guarded name="The explanation" resetKeys={[picked]}>
          <ExplainPane
            answer={answer}
            picked={picked.it}
            shapes={shapes}
            onClose={() => setPicked(null)}
          />
        </Guarded>
      )}
    </div>
  );
}

function useReading(answer: Answer): { reading: Reading; shapes: readonly Shape[] } {
  const schema = useGraphiQL((it) => it.schema);
  return useMemo(() => {
    // A query that does not parse has an answer as well: the errors that the server found.
    const document = parsed(answer.query);
    const shapes = schema && document ? shapesOf(schema, document, answer.operationName) : [];
    return { shapes, reading: readResult(shapes, answer.result.data) };
  }, [answer, schema]);
}

interface ViewProps {
  reading: Reading;
  name: string;
}

function Charts({ reading: { charts }, name }: ViewProps) {
  const [id, setId] = useRemembered(`${name}:chart`, charts[0]?.id ?? '');
  const chart = charts.find((it) => it.id === id) ?? charts[0];
  if (chart === undefined) return null;
  return (
    <>
      <Pick label="Chart" of={charts} open={chart.id} onPick={setId} />
      <ChartPane chart={chart} name={name} />
    </>
  );
}

function Tables({ reading: { tables }, name, onPick }: ViewProps & { onPick(it: Picked): void }) {
  const [id, setId] = useRemembered(`${name}:table`, tables[0]?.id ?? '');
  const table = tables.find((it) => it.id === id) ?? tables[0];
  if (table === undefined) return null;
  return (
    <>
      <div className="lt-choices">
        <Pick label="Rows" of={tables} open={table.id} onPick={setId} />
        <TableBar table={table} name={name} />
      </div>
      {table.rows.length === 0 ? (
        <p className="lt-message">The list is empty: nothing matches what was asked.</p>
      ) : (
        <TablePane key={table.id} table={table} onPick={onPick} />
      )}
    </>
  );
}
