import { performance } from 'node:perf_hooks';
import type { Attack } from './attack.js';
import type { Bystander } from './bystander.js';
import type { Outcome, Target } from './target.js';
import { isStream, TRANSPORTS } from './transports.js';

/**
 * Server time that an attack may take, and for which it may hold up a probe, in milliseconds. What
 * a bystander is held up for in the same time is added: that is the machine.
 */
const MAX_MS = 250;
const MAX_LAG_MS = 100;
const MAX_GROWTH_MB = 50;
const MAX_ERRORS = 20;
const MAX_REFUSAL_BYTES = 8_192;
/** Other programs of the machine only ever add time, so that the best of some tries is the one. */
const TRIES = 4;
const PROBE_MS = 5;

/** What nobody outside may read: stacks, statements, paths, our fault for their mistake. */
const LOUD = /\bat .+\.[jt]s:\d|node_modules|SQLITE_|\bER_[A-Z_]{4,}|\bSELECT\b .+\bFROM\b|\/src\//;
const FAULT = /INTERNAL_SERVER_ERROR/;

export interface Row {
  readonly id: string;
  readonly what: string;
  readonly transport: string;
  readonly status: number;
  readonly code: string;
  readonly ms: number;
  readonly lagMs: number;
  /** The longest wait of who asked the bystander. */
  readonly machineMs: number;
  readonly growthMb: number;
  /** What did not hold; empty when the attack failed. */
  readonly faults: readonly string[];
}

/** Who is attacked, and who is not. */
export interface Place {
  readonly target: Target;
  readonly bystander: Bystander;
  /** A transport that is left out, for it takes long. */
  readonly without?: string;
}

/** Carries out an attack over every transport that can carry it. */
export async function judge(place: Place, attack: Attack): Promise<Row[]> {
  const { target } = place;
  const { raw, operation } = attack;
  if (raw !== undefined)
    return [await best(place, attack, attack.way ?? 'HTTP', () => raw(target))];
  const rows: Row[] = [];
  for (const [name, transport] of Object.entries(TRANSPORTS)) {
    if (attack.without?.includes(name) || name === place.without) continue;
    const send = transport(target, operation ?? {});
    if (send !== null) rows.push(await best(place, attack, name, send));
  }
  return rows;
}

async function best(
  place: Place,
  attack: Attack,
  transport: string,
  send: () => Promise<Outcome>,
): Promise<Row> {
  let row = await once(place, attack, transport, send);
  const tries = attack.isSlow ? 1 : TRIES;
  for (let k = 1; k < tries && row.faults.length > 0; k++) {
    const again = await once(place, attack, transport, send);
    if (again.faults.length <= row.faults.length) row = again;
  }
  return row;
}

async function once(
  { target, bystander }: Place,
  attack: Attack,
  transport: string,
  send: () => Promise<Outcome>,
): Promise<Row> {
  const before = target.megabytes;
  const probe = probing(() => target.send({ method: 'GET', path: '/health/live' }));
  const other = probing(() => bystander.ask());
  const startedAt = performance.now();
  const outcome = await send().catch((error: Error): Outcome => {
    return { status: -1, text: `${error.message}`, headers: {} };
  });
  const ms = performance.now() - startedAt;
  const [lagMs, machineMs] = await Promise.all([probe(), other()]);
  const growthMb = target.megabytes - before;
  const codes = codesOf(outcome.text);
  const faults = faultsOf(attack, transport, outcome, codes);
  const isTimed = !attack.isSlow && transport !== 'CLI' && outcome.text !== 'silent';
  if (isTimed && ms > MAX_MS + machineMs) faults.push(`took ${Math.round(ms)} ms`);
  if (lagMs > MAX_LAG_MS + machineMs) faults.push(`held others up for ${Math.round(lagMs)} ms`);
  if (growthMb > MAX_GROWTH_MB) faults.push(`grew by ${Math.round(growthMb)} MB`);
  const { id, what } = attack;
  const { status } = outcome;
  return {
    id,
    what,
    transport,
    status,
    code: codes[0] ?? '',
    ms,
    lagMs,
    machineMs,
    growthMb,
    faults,
  };
}

/** Asks all the time; gives the longest wait when it is called. */
function probing(ask: () => Promise<unknown>): () => Promise<number> {
  let isOver = false;
  let longest = 0;
  const probes = (async () => {
    do {
      const startedAt = performance.now();
      await ask();
      longest = Math.max(longest, performance.now() - startedAt);
      await new Promise((resolve) => setTimeout(resolve, PROBE_MS));
    } while (!isOver);
  })();
  return async () => {
    isOver = true;
    await probes;
    return longest;
  };
}

/** Codes of all errors, in a response or in an event of a stream. */
function codesOf(text: string): string[] {
  return [...text.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code as string);
}

function faultsOf(
  { expected, raw }: Attack,
  transport: string,
  outcome: Outcome,
  codes: readonly string[],
): string[] {
  const faults: string[] = [];
  const { status, text } = outcome;
  const isStreamed = raw === undefined && isStream(transport);
  // A stream has begun when its operation is refused, and refuses what is no subscription.
  const isStreamRefusal = isStreamed && codes.includes('BAD_USER_INPUT');
  const wanted = expected.codes ?? [];
  if (!isStreamed && !expected.statuses.includes(status)) faults.push(`status ${status}`);
  if (isStreamed && wanted.length === 0 && !isStreamRefusal)
    faults.push('streamed what is no stream');
  if (wanted.length > 0) {
    if (codes.length === 0) faults.push('no code');
    for (const code of codes) {
      if (!wanted.includes(code) && !isStreamRefusal) faults.push(`code ${code}`);
    }
  } else if (!isStreamed && codes.length > 0) faults.push(`code ${codes[0]}`);
  if (codes.length > MAX_ERRORS) faults.push(`${codes.length} errors`);
  if (wanted.length > 0 && text.length > MAX_REFUSAL_BYTES) faults.push(`${text.length} bytes`);
  if (LOUD.test(text) || FAULT.test(text)) faults.push(`tells too much: ${text.slice(0, 80)}`);
  if (!isStreamed) {
    try {
      expected.check?.(outcome);
    } catch (error) {
      faults.push((error as Error).message.split('\n', 1)[0] as string);
    }
  }
  return [...new Set(faults)];
}
