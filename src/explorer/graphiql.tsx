import 'graphiql/setup-workers/vite';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './graphiql.css';
import { SAVED_OPERATIONS } from './saved-operations.js';

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
    const answer = await ask(params, options);
    const dataVersion = (answer as AnswerOfLowtide).extensions?.lowtide?.dataVersion;
    if (dataVersion !== undefined) onAnswer(dataVersion);
    return answer;
  };
}
