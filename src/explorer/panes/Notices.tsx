import type { Answer } from '../ask/answers.js';
import type { Reading } from '../result/read-result.js';

interface Props {
  answer: Answer;
  reading: Reading;
}

/** What a reader must see without looking for it: errors, nothing found, warnings, stale data. */
export function Notices({ answer: { result }, reading }: Props) {
  const { errors = [], data } = result;
  const { warnings, facts } = reading;
  const isStale = result.extensions?.lowtide?.isStale === true;
  const nulls = nullRoots(data);
  return (
    <div className="lt-notices">
      {errors.length > 0 && (
        <div className="lt-error" role="alert">
          <strong>
            {data ? 'A part could not be answered.' : 'The question was not answered.'}
          </strong>
          <ul>
            {errors.map((error, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: errors have no other name
              <li key={k}>
                {String(error.message)}
                {Array.isArray(error.path) && <code> at {error.path.join('.')}</code>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {errors.length === 0 && nulls.length > 0 && (
        <p className="lt-warning">
          {nulls.join(', ')}: null. Nothing is stored under what was asked, or no data is loaded.
        </p>
      )}
      {isStale && <p className="lt-warning">The store is away; this is its last known state.</p>}
      {warnings.length > 0 && (
        <details className="lt-warning">
          <summary>
            {warnings.length} {warnings.length === 1 ? 'warning' : 'warnings'} about the data:{' '}
            {[...new Set(warnings.map(({ code }) => code))].join(', ')}
          </summary>
          <ul>
            {warnings.map(({ code, message, count }, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: warnings may repeat
              <li key={k}>
                <code>{code}</code> {count !== null && `(${count})`} {message}
              </li>
            ))}
          </ul>
        </details>
      )}
      {facts.length > 0 && (
        <details className="lt-facts">
          <summary>{facts[0]}</summary>
          <ul>
            {facts.slice(1).map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function nullRoots(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => (value === null ? [name] : []));
}
