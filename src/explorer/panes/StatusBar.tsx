import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useState } from 'react';
import type { Answer } from '../ask/answers.js';
import { linkTo } from '../ask/link.js';
import { exampleOf } from '../examples/saved-operations.js';

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Version, time, cost and size of the answer; stopping a question, and sharing it. */
export function StatusBar({ answer }: { answer?: Answer }) {
  const isFetching = useGraphiQL((it) => it.isFetching);
  const { stop } = useGraphiQLActions();
  const lowtide = answer?.result.extensions?.lowtide;
  return (
    <section className="lt-status" aria-label="Cost and freshness">
      {isFetching && (
        <button type="button" className="lt-cancel" onClick={stop}>
          Cancel
        </button>
      )}
      {answer !== undefined && (
        <>
          {typeof lowtide?.dataVersion === 'number' && (
            <span>data version {lowtide.dataVersion}</span>
          )}
          <span>{WHOLE.format(answer.ms)} ms</span>
          <Cost cost={lowtide?.cost} />
          <span>{sizeOf(answer.bytes)}</span>
        </>
      )}
      <span className="lt-spring" />
      <Share />
    </section>
  );
}

type Told = NonNullable<NonNullable<Answer['result']['extensions']>['lowtide']>['cost'];

function Cost({ cost }: { cost: Told }) {
  const limit = cost?.limit;
  const spent = cost?.actual ?? cost?.requested;
  if (limit === undefined || spent === undefined) return null;
  return (
    <span className="lt-cost">
      cost {WHOLE.format(spent)} of {WHOLE.format(limit)}
      <meter min={0} max={limit} high={limit * 0.8} value={spent} aria-label="Cost of the query" />
      {cost?.remaining !== undefined && `${WHOLE.format(cost.remaining)} left`}
    </span>
  );
}

function Share() {
  const query = useGraphiQL((it) => it.tabs[it.activeTabIndex]?.query ?? '');
  const variables = useGraphiQL((it) => it.tabs[it.activeTabIndex]?.variables ?? '');
  const [told, setTold] = useState('');
  if (query === '') return null;
  const share = async () => {
    const link = linkTo(location.origin, exampleOf(query)?.slug ?? null, query, variables);
    history.replaceState(null, '', link);
    try {
      await navigator.clipboard.writeText(link);
      setTold('link copied');
    } catch {
      setTold('the link is in the address bar');
    }
  };
  return (
    <>
      <span role="status">{told}</span>
      <button type="button" onClick={() => void share()} title="Headers are not part of the link">
        Share
      </button>
    </>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1_000 ? `${bytes} bytes` : `${WHOLE.format(bytes / 1_000)} kB`;
}
