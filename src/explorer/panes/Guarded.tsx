import type { ReactNode } from 'react';
import { ErrorBoundary, type FallbackProps } from 'react-error-boundary';

/**
 * Keeps a fault of one pane within it: the pane says what went wrong and can be drawn again, and
 * the page around it goes on. It is drawn again by itself once one of `resetKeys` changes.
 */
export function Guarded({
  name,
  resetKeys = [],
  children,
}: {
  name: string;
  resetKeys?: unknown[];
  children: ReactNode;
}) {
  const fallback = ({ error, resetErrorBoundary }: FallbackProps) => (
    <div className="lt-message lt-failed" role="alert">
      <p>
        {name} cannot be shown: {error instanceof Error ? error.message : String(error)}
      </p>
      <button type="button" onClick={resetErrorBoundary}>
        Try again
      </button>
    </div>
  );
  return (
    <ErrorBoundary resetKeys={resetKeys} fallbackRender={fallback}>
      {children}
    </ErrorBoundary>
  );
}

/** A component of GraphiQL's side bar inside of a guard. */
export function guarded(name: string, Pane: () => ReactNode): () => ReactNode {
  return () => (
    <Guarded name={name}>
      <Pane />
    </Guarded>
  );
}
