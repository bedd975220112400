import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Store } from '../../src/store/store.js';
import { describedTables, drift } from '../support/described-tables.js';
import { fillEmptyTables, rowsIn } from '../support/full-tables.js';
import { dump, emptied, onEachEngine } from '../support/stores.js';

const ROWS = 40;

onEachEngine('migrations over full tables', (store) => {
  test('down by any number and up again: the same tables, and all rows that can stay', async () => {
    await emptied(store());
    const whole = await describedTables(store());
    const count = (await store().migrations()).length;
    const lost: number[] = [];
    for (let depth = 1; depth <= count; depth++) {
      await fillEmptyTables(store(), ROWS);
      const before = await dump(store());
      for (const rows of Object.values(before)) assert.equal(rows.length, ROWS);
      for (let k = 0; k < depth; k++) await store().migrate('down');
      const gone = await missingTables(store());
      await store().migrate('up');
      assert.deepEqual(await describedTables(store()), whole, `after ${depth} down`);
      assert.deepEqual(await drift(store()), [], `after ${depth} down`);
      const after = await dump(store());
      for (const [table, rows] of Object.entries(before)) {
        assert.deepEqual(after[table], gone.has(table) ? [] : rows, `${table} after ${depth} down`);
      }
      lost.push(gone.size);
    }
    // Each step takes its own tables along and no others; the last one takes all.
    assert.deepEqual(
      lost,
      [...lost].sort((a, b) => a - b),
    );
    assert.equal(lost.at(-1), store().dataSource.entityMetadatas.length);
    assert.ok((lost[0] as number) < 3, `${lost[0]} tables went with the last migration`);
  });
});

/** Tables of the entities that are not there. */
async function missingTables(store: Store): Promise<Set<string>> {
  const missing = new Set<string>();
  for (const { tableName } of store.dataSource.entityMetadatas) {
    await rowsIn(store, tableName).catch(() => missing.add(tableName));
  }
  return missing;
}
