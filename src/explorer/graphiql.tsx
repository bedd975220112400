import 'graphiql/setup-workers/vite';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import {
  createGraphiQLFetcher,
  type Fetcher,
  type FetcherOpts,
  type FetcherParams,
} from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './graphiql.css';
import { SAVED_OPERATIONS } from './saved-operations.js';
import { STREAMS } from './streams.js';

// GraphiQL compares plugins by identity, so that they are made once.
const PLUGINS = [HISTORY_PLUGIN, explorerPlugin({ showAttribution: false })];

const TABS = SAVED_OPERATIONS.map((query) => ({ query }));

const FALLBACK = '{\n  service {\n    version\n  }\n}\n';

/** Puts GraphiQL into `place`. `onAnswer` learns the data version that each answer names. */
export function mountGraphiql(
  place: HTMLElement,
  onAnswer: (dataVersion: number | null) => void,
): void {
  createRoot(place).render(
    <GraphiQL
      fetcher={fetcherTelling(onAnswer)}
      plugins={PLUGINS}
      defaultQuery={FALLBACK}
      {...(TABS.length > 0 && { defaultTabs: TABS })}
      defaultEditorToolsVisibility={false}
    >
      {/* The header of the page has the name. */}
      <GraphiQL.Logo> </GraphiQL.Logo>
    </GraphiQL>,
  );
}

interface AnswerOfLowtide {
  readonly extensions?: { readonly lowtide?: { readonly dataVersion?: number | null } };
}

function fetcherTelling(onAnswer: (dataVersion: number | null) => void): Fetcher {
  const ask = createGraphiQLFetcher({ url: '/graphql', enableIncrementalDelivery: false });
  return async (params, options) => {
    if (isSubscription(params, options)) {
      const { query, variables, operationName } = params;
      return STREAMS.iterate({ query, variables, ...(operationName && { operationName }) });
    }
    const answer = await ask(params, options);
    const dataVersion = (answer as AnswerOfLowtide).extensions?.lowtide?.dataVersion;
    if (dataVersion !== undefined) onAnswer(dataVersion);
    return answer;
  };
}

/** Whether the operation that is to run is a subscription. What does not parse is none. */
function isSubscription(
  { operationName }: FetcherParams,
  { documentAST }: FetcherOpts = {},
): boolean {
  return (documentAST?.definitions ?? []).some(
    (it) =>
      it.kind === 'OperationDefinition' &&
      it.operation === 'subscription' &&
      (!operationName || it.name?.value === operationName),
  );
}
