import { useGraphiQL } from '@graphiql/react';
import { useEffect, useState } from 'react';
import type { Answer } from '../ask/answers.js';
import { postQuery } from '../ask/post-query.js';
import { explainQuery, type Explained, explanationOf, symbolOf } from '../explain/explain-query.js';
import { entryOf } from '../explain/methodology.js';
import { formatValue, inWords, unitOf } from '../result/format.js';
import type { Shape } from '../result/shape.js';
import { type Table, titleOf } from '../result/tables.js';
import { type Picked, TablePane } from './TablePane.js';

interface Props {
  answer: Answer;
  picked: Picked;
  shapes: readonly Shape[];
  onClose(): void;
}

/** What one number means: its definition, and the window, options and data that it rests on. */
export function ExplainPane({ answer, picked, onClose }: Props) {
  const schema = useGraphiQL((it) => it.schema);
  const { shape, path, value, type } = picked;
  const asked = schema ? explainQuery(schema, answer, path, symbolOf(picked.row)) : null;
  const explained = useExplained(asked, answer);
  const entry = entryOf(shape.measure?.name ?? shape.field, path);
  const series = shape.type === 'Series';
  return (
    <aside className="lt-explain" aria-label="Explanation">
      <header>
        <h3>
          {inWords(picked.label || shape.name)}: {formatValue(value, type)}
          {typeof value === 'number' && type !== 'Int' && <small> exactly {String(value)}</small>}
        </h3>
        <button type="button" onClick={onClose} aria-label="Close the explanation">
          ×
        </button>
      </header>
      <dl>
        <dt>Meaning</dt>
        <dd>
          {series && shape.measure !== null ? shape.measure.description : shape.description}{' '}
          <small>
            {shape.parentType}.{shape.field}
            {unitOf(type) && `, in ${unitOf(type)}`}
          </small>
        </dd>
        {entry !== null && (
          <>
            <dt>Method</dt>
            <dd>
              <details>
                <summary>{entry.title}</summary>
                <pre>{entry.text}</pre>
              </details>
            </dd>
          </>
        )}
        <Report explained={explained} title={titleOf(path)} />
      </dl>
      {explained?.days && <Days table={explained.days} />}
    </aside>
  );
}

function Report({ explained, title }: { explained: Explained | null | undefined; title: string }) {
  if (explained === null) return null;
  if (explained === undefined) {
    return (
      <>
        <dt>Report</dt>
        <dd role="status">Asking for window, options and coverage of {title} ...</dd>
      </>
    );
  }
  return explained.lines.map(({ term, words }) => (
    <div key={term}>
      <dt>{term}</dt>
      {words.map((line) => (
        <dd key={line}>{line}</dd>
      ))}
    </div>
  ));
}

function Days({ table }: { table: Table }) {
  return (
    <>
      <h4>The daily rows that add up to it</h4>
      <div className="lt-days">
        <TablePane table={table} onPick={() => undefined} />
      </div>
    </>
  );
}

/** Undefined while it is asked for, null where nothing can be asked. */
function useExplained(query: string | null, answer: Answer): Explained | null | undefined {
  const schema = useGraphiQL((it) => it.schema);
  const [found, setFound] = useState<{ query: string; explained: Explained } | null>(null);
  useEffect(() => {
    if (query === null || !schema) return;
    const abort = new AbortController();
    const { variables, headers } = answer;
    postQuery({ query, variables }, headers, abort.signal).then(
      ({ result }) => setFound({ query, explained: explanationOf(schema, query, result) }),
      (error: Error) => {
        const lines = [{ term: 'Report', words: [error.message] }];
        if (!abort.signal.aborted) setFound({ query, explained: { lines, days: null } });
      },
    );
    return () => abort.abort();
  }, [query, schema, answer]);
  if (query === null) return null;
  return found?.query === query ? found.explained : undefined;
}
