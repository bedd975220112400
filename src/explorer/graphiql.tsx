import 'graphiql/setup-workers/vite';
import { useGraphiQL } from '@graphiql/react';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './graphiql.css';
import { ANSWERS } from './ask/answers.js';
import { createFetcher } from './ask/fetcher.js';
import { type Asked, readLink, variablesOf } from './ask/link.js';
import { BuilderIcon, BuilderPane } from './build/BuilderPane.js';
import { useDarkEditor } from './dark-editor.js';
import { ExamplesIcon, ExamplesPane } from './examples/ExamplesPane.js';
import { EXAMPLES } from './examples/saved-operations.js';
import { guarded } from './panes/Guarded.js';
import { ResultPanes } from './panes/ResultPanes.js';
import { type Opened, useWorkbench } from './workbench.js';

// GraphiQL compares plugins by identity, so that they are made once.
const EXAMPLES_PLUGIN = {
  title: 'Questions',
  icon: ExamplesIcon,
  content: guarded('Questions', ExamplesPane),
};
const BUILDER_PLUGIN = {
  title: 'Build',
  icon: BuilderIcon,
  content: guarded('Build', BuilderPane),
};
const PLUGINS = [EXAMPLES_PLUGIN, BUILDER_PLUGIN, HISTORY_PLUGIN];

const FALLBACK = '{\n  service {\n    version\n  }\n}\n';
const WIDE = 900;

/** Widths of a first visit: the answer gets more room than the questions and the editor. */
const WIDTHS = { 'graphiql:docExplorerFlex': '0.27', 'graphiql:editorFlex': '0.6' };

/** Puts GraphiQL into `place`. `onAnswer` learns the data version that each answer names. */
export function mountGraphiql(
  place: HTMLElement,
  onAnswer: (dataVersion: number | null) => void,
): void {
  const asked = openedBy(readLink(location.href));
  const first = EXAMPLES[0]?.text ?? FALLBACK;
  for (const [key, width] of Object.entries(WIDTHS)) localStorage[key] ??= width;
  createRoot(place).render(
    <GraphiQL
      fetcher={createFetcher(onAnswer)}
      plugins={PLUGINS}
      {...(innerWidth >= WIDE && { visiblePlugin: EXAMPLES_PLUGIN })}
      defaultQuery={FALLBACK}
      defaultTabs={[{ query: first }]}
      defaultEditorToolsVisibility={false}
      onTabChange={({ tabs, activeTabIndex }) => {
        ANSWERS.activeTab = tabs[activeTabIndex]?.id ?? '';
        ANSWERS.keepOnly(tabs.map(({ id }) => id));
      }}
    >
      {/* The header of the page has the name. */}
      <GraphiQL.Logo> </GraphiQL.Logo>
      <GraphiQL.Footer>
        <Begin asked={asked} />
        <ResultPanes />
      </GraphiQL.Footer>
    </GraphiQL>,
  );
}

/** What a link asks, as texts for a tab. A name that no example has asks nothing. */
function openedBy(asked: Asked | null): Opened | null {
  if (asked === null) return null;
  if (asked.kind === 'query') return { query: asked.query, variables: asked.variables };
  const example = EXAMPLES.find(({ slug }) => slug === asked.slug);
  if (example === undefined) return null;
  return { query: example.text, variables: variablesOf(example.text, asked.values) };
}

/** Sets up the editors once they are there, and asks what the link of the page asks. */
function Begin({ asked }: { asked: Opened | null }) {
  const tab = useGraphiQL((it) => it.tabs[it.activeTabIndex]?.id ?? '');
  const queryEditor = useGraphiQL((it) => it.queryEditor);
  const { isReady, openAndRun } = useWorkbench();
  useDarkEditor();
  const isDone = useRef(false);
  const titles = useGraphiQL((it) => it.tabs.map(({ title }) => title).join());
  useEffect(() => {
    ANSWERS.activeTab = tab;
  }, [tab]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tabs are drawn again with these
  useEffect(mendTabs, [tab, titles]);
  useEffect(() => {
    queryEditor?.updateOptions({ wordWrap: 'on', wrappingIndent: 'indent' });
  }, [queryEditor]);
  useEffect(() => {
    if (!isReady || isDone.current) return;
    isDone.current = true;
    if (asked !== null) openAndRun(asked);
  });
  return null;
}

/**
 * GraphiQL gives the role of a tab to what holds buttons, so that a screen reader does not find
 * them. They become a list of buttons, of which one is current.
 */
function mendTabs(): void {
  document.querySelector('.graphiql-tabs')?.setAttribute('role', 'list');
  for (const item of document.querySelectorAll('.graphiql-tab')) {
    const isCurrent = item.classList.contains('graphiql-tab-active');
    item.setAttribute('role', 'listitem');
    item.removeAttribute('aria-selected');
    item.firstElementChild?.setAttribute('aria-current', String(isCurrent));
  }
}
