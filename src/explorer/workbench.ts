import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { type DocumentNode, Kind, parse } from 'graphql';

/** A text to open in a tab of its own. */
export interface Opened {
  readonly query: string;
  readonly variables: string;
}

/** What panes do with the tabs of GraphiQL. */
export interface Workbench {
  /** False while the editors are not there yet. */
  readonly isReady: boolean;
  /** Opens a question in its tab, which may be there already, and runs it. */
  openAndRun(opened: Opened): void;
  /** Puts another text into the tab that is open, and runs it if asked to. */
  change(opened: Opened, isRun: boolean): void;
}

export function useWorkbench(): Workbench {
  const tabs = useGraphiQL((it) => it.tabs);
  const activeTabIndex = useGraphiQL((it) => it.activeTabIndex);
  const queryEditor = useGraphiQL((it) => it.queryEditor);
  const variableEditor = useGraphiQL((it) => it.variableEditor);
  const responseEditor = useGraphiQL((it) => it.responseEditor);
  const actions = useGraphiQLActions();
  const change = ({ query, variables }: Opened, isRun: boolean) => {
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
    const facts = factsOf(query);
    // The editors tell the store after a pause; a question that runs at once cannot wait for it.
    actions.updateActiveTabValues({
      query,
      variables,
      operationName: facts?.operationName ?? null,
    });
    if (facts !== null) actions.setOperationFacts(facts);
    if (isRun) actions.run();
  };
  const openAndRun = (opened: Opened) => {
    const known = tabs.findIndex(({ query }) => query === opened.query);
    const isFree = (tabs[activeTabIndex]?.query ?? '').trim() === '';
    if (known >= 0 && known !== activeTabIndex) actions.changeTab(known);
    if (known < 0 && !isFree) actions.addTab();
    change(opened, true);
  };
  const isReady = [queryEditor, variableEditor, responseEditor].every((it) => it !== undefined);
  return { isReady, openAndRun, change };
}

function factsOf(query: string) {
  let documentAST: DocumentNode;
  try {
    documentAST = parse(query);
  } catch {
    return null;
  }
  const all = documentAST.definitions.filter((it) => it.kind === Kind.OPERATION_DEFINITION);
  const operationName = all[0]?.name?.value;
  return { documentAST, operations: all, ...(operationName && { operationName }) };
}
