import { useGraphiQL } from '@graphiql/react';
import { useWorkbench } from '../workbench.js';
import { EXAMPLES } from './saved-operations.js';

/** Questions to begin with, by file; what is missing is left out. */
const FIRST = ['short-pnl-by-industry', 'russell-against-sp500', 'weekly-fund-flows'];

/** What a tab without an answer shows: what this is, where to begin, where the data is from. */
export function Welcome() {
  const { openAndRun, isReady } = useWorkbench();
  const schemaError = useGraphiQL((it) => it.fetchError);
  const first = FIRST.flatMap((slug) => EXAMPLES.find((it) => it.slug === slug) ?? []);
  return (
    <article className="lt-welcome" aria-label="Welcome">
      <h2>Ask what a market report says</h2>
      <p>
        Lowtide answers from public files how two indices compare, how many shares fell, what short
        sellers earned and where fund money went. An answer is a chart, a table and a sentence, and
        every number can be explained by a click.
      </p>
      {first.map(({ slug, question, text }) => (
        <button
          key={slug}
          type="button"
          data-first={slug}
          disabled={!isReady}
          onClick={() => openAndRun({ query: text, variables: '' })}
        >
          {question}
        </button>
      ))}
      <p>
        All {EXAMPLES.length} are in the pane <b>Questions</b>. The data are files as FINRA, the
        SEC, index providers and funds publish them. Where the header says <b>simulated data</b>,
        the market is made up: its numbers say nothing about real ones.
      </p>
      {schemaError !== null && <p role="alert">The server does not tell its schema.</p>}
    </article>
  );
}
