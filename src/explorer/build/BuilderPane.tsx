import { useGraphiQL } from '@graphiql/react';
import {
  type DocumentNode,
  type GraphQLObjectType,
  isInputType,
  typeFromAST,
  valueFromASTUntyped,
} from 'graphql';
import { useEffect, useRef } from 'react';
import { useWorkbench } from '../workbench.js';
import { useCompletions } from './completions.js';
import { parsed } from '../result/shape.js';
import { firstOperation, printed } from './edit-query.js';
import { FieldTree } from './FieldTree.js';
import { ValueInput } from './ValueInput.js';

/** Builds a query by clicking: the values of its variables first, then its fields. */
export function BuilderPane() {
  const schema = useGraphiQL((it) => it.schema);
  const query = useGraphiQL((it) => it.tabs[it.activeTabIndex]?.query ?? '');
  const variables = useGraphiQL((it) => it.tabs[it.activeTabIndex]?.variables ?? '');
  const { change } = useWorkbench();
  const place = useRef<HTMLElement>(null);
  // The place of the panes keeps how far the last one was scrolled.
  useEffect(() => {
    // An effect returns its clean-up or nothing, and `scrollTo` returns a promise in some browsers.
    void place.current?.closest('.graphiql-plugin')?.scrollTo(0, 0);
  }, []);
  const document = parsed(query);
  const operation = document && firstOperation(document);
  const root = operation && schema?.getRootType(operation.operation);
  if (!schema) return <p>The schema is not there yet.</p>;
  return (
    <section className="lt-builder" aria-label="Build a query" ref={place}>
      <h2>Build</h2>
      {!document || !operation || !root ? (
        <>
          <p>The text in the editor is no query yet.</p>
          <button
            type="button"
            onClick={() =>
              change({ query: '{\n  service {\n    version\n  }\n}\n', variables: '' }, false)
            }
          >
            Begin a new one
          </button>
        </>
      ) : (
        <>
          <Values {...{ document, variables, query }} />
          <h3>Fields</h3>
          <FieldTree
            type={root as GraphQLObjectType}
            path={[]}
            document={document}
            set={operation.selectionSet}
            onChange={(next) => change({ query: printed(next, query), variables }, false)}
          />
        </>
      )}
    </section>
  );
}

interface ValuesProps {
  document: DocumentNode;
  query: string;
  variables: string;
}

function Values({ document, query, variables }: ValuesProps) {
  const schema = useGraphiQL((it) => it.schema);
  const completions = useCompletions();
  const { change } = useWorkbench();
  const declared = firstOperation(document)?.variableDefinitions ?? [];
  const values = valuesOf(variables);
  if (!schema || declared.length === 0) return null;
  if (values === null) return <p>The variables are no JSON; mend them in the editor.</p>;
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...others } = values;
    const all = value === undefined ? others : { ...others, [name]: value };
    const text = Object.keys(all).length === 0 ? '' : JSON.stringify(all, null, 2);
    change({ query, variables: text }, false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change({ query, variables }, true);
      }}
    >
      <h3>Values</h3>
      {declared.map(({ variable, type, defaultValue }) => {
        const name = variable.name.value;
        const wanted = typeFromAST(schema, type as never);
        if (!isInputType(wanted)) return null;
        const otherwise = defaultValue ? valueFromASTUntyped(defaultValue) : undefined;
        return (
          <div key={name} className="lt-value">
            <span>{name}</span>
            <ValueInput
              name={name}
              field={null}
              type={wanted}
              value={values[name] ?? otherwise}
              otherwise=""
              completions={completions}
              onChange={(value) => set(name, value)}
            />
          </div>
        );
      })}
      <button type="submit">Run with these values</button>
    </form>
  );
}

function valuesOf(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  try {
    const values: unknown = JSON.parse(text);
    return typeof values === 'object' ? ((values ?? {}) as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

export function BuilderIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <path d="M4 5h4v4H4zM4 15h4v4H4z" />
      <path d="M11 7h9M11 17h9M5 17l1 1 2-2" />
    </svg>
  );
}
