import type { Sql } from '../../src/store/sql.js';
import type { Store } from '../../src/store/store.js';

/** Stands in for the transactions of a store. */
export type Transaction = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

/** A real store whose transactions and their statements go through the hands of a test. */
export function withTransactions(
  store: Store,
  transaction: Transaction,
  statements: (sql: Sql) => Sql = (sql) => sql,
): Store {
  return new Proxy(store, {
    get(target, name) {
      if (name === 'transaction') {
        return <T>(work: (sql: Sql) => Promise<T>) => transaction((sql) => work(statements(sql)));
      }
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
