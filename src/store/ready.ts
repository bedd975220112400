import { setTimeout as pause } from 'node:timers/promises';
import { OperatorError } from '../errors.js';
import { Busy } from './lease.js';
import type { Store } from './store.js';

/** What a program is about to do with the tables. */
export type Purpose = 'READ' | 'WRITE';

const WAIT_MS = 4_000;
const LOOK_EVERY_MS = 200;

/**
 * Makes sure that this program and the tables fit, before anything else is done with them. An
 * SQLite store is brought up to date; a shared one is migrated by its operator, who knows when the
 * others are ready for it. Reading works one migration apart, in either direction, so that servers
 * can be replaced one by one: then the remark says so. Throws OperatorError, within five seconds
 * and in one line, when they do not fit, or when a writer is not allowed to write.
 */
export async function makeReady(store: Store, purpose: Purpose): Promise<string | null> {
  if (store.dialect === 'sqlite') await bringUpToDate(store);
  const states = await store.migrations();
  const newer = states.filter(({ isKnown }) => !isKnown);
  const pending = states.filter(({ hasRun }) => !hasRun);
  const isNear = purpose === 'READ' && newer.length + pending.length === 1;
  if (newer.length > 0 && !isNear) {
    throw new OperatorError(
      `the tables of ${store.name} are those of a newer lowtide (${newer.at(-1)?.name}); run that`,
    );
  }
  if (pending.length > 0 && !(isNear && pending.length < states.length)) {
    throw new OperatorError(
      `${store.name} lacks ${pending.length} of ${states.length} migrations; ` +
        "run './lowtide migrate up'",
    );
  }
  if (purpose === 'WRITE') await store.run("DELETE FROM lease WHERE name = ''");
  if (!isNear) return null;
  return newer.length > 0
    ? `the tables are one migration ahead of this program (${newer[0]?.name})`
    : `the tables are one migration behind this program (${pending[0]?.name})`;
}

/** Waits a little for another process that is at it already. */
async function bringUpToDate(store: Store): Promise<void> {
  const until = performance.now() + WAIT_MS;
  for (;;) {
    if ((await store.migrations()).every(({ hasRun }) => hasRun)) return;
    try {
      await store.migrate('up');
      return;
    } catch (error) {
      if (!(error instanceof Busy) || performance.now() > until) throw error;
      await pause(LOOK_EVERY_MS);
    }
  }
}
