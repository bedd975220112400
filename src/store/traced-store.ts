import type { Store } from './store.js';

/** Runs `work` and notes how long it took under a name. */
export type Trace = <T>(
  name: string,
  attributes: Record<string, string>,
  work: () => Promise<T>,
) => Promise<T>;

const TRACED = new Set<string | symbol>(['query', 'run', 'insert', 'transaction']);

/**
 * The same store, with a span for each statement: its kind and text, which holds no values, since
 * all of them are parameters. Statements inside a transaction are part of its span.
 */
export function tracedStore(store: Store, trace: Trace): Store {
  return new Proxy(store, {
    get(target, name) {
      const own = Reflect.get(target, name, target) as unknown;
      if (typeof own !== 'function') return own;
      if (name === 'within') return (limits: never) => tracedStore(target.within(limits), trace);
      if (!TRACED.has(name)) return own.bind(target);
      return (...values: unknown[]) => {
        const [first] = values;
        const attributes = {
          'db.system.name': target.dialect,
          ...(typeof first === 'string' && { 'db.query.text': first.slice(0, 2_000) }),
        };
        return trace(`store.${String(name)}`, attributes, () => own.apply(target, values));
      };
    },
  });
}
