import { type Command, InvalidArgumentError, Option } from 'commander';
import { OperatorError } from '../errors.js';
import type { Store } from '../store/store.js';
import { formatInstant } from '../time/day.js';
import { type Surroundings, withExistingStore, withStore } from './command.js';
import { columns, oneLine } from './lines.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** `./lowtide keys`: who may ask with which role. A key is printed once and kept as a hash. */
export function addKeys(program: Command, surroundings: Surroundings): void {
  const keys = program.command('keys').description('Makes, lists, rotates and revokes keys.');
  keys
    .command('create')
    .description('Prints a new key. It cannot be shown again.')
    .requiredOption('--name <name>', 'who it is for', parseName)
    .addOption(
      new Option('--role <role>', 'what it allows')
        .choices(['analyst', 'service'])
        .default('analyst'),
    )
    .option('--days <days>', 'days until it expires; it never does without', parseCount)
    .action((options: { name: string; role: string; days?: number }) =>
      work(surroundings, async (store, now) => {
        const expiresAt = options.days === undefined ? null : now + options.days * DAY_MS;
        const role = options.role.toUpperCase();
        await create(store, surroundings, { name: options.name, role, createdAt: now, expiresAt });
      }),
    );
  keys
    .command('list')
    .description('Lists keys, without their secrets.')
    .action(() =>
      withExistingStore(surroundings, async (store) => {
        const { makeReady } = await import('../store/ready.js');
        await makeReady(store, 'READ');
        await list(store, surroundings, surroundings.terminal.now());
      }),
    );
  keys
    .command('rotate')
    .description('Prints a key that takes the place of another, which ends after a while.')
    .argument('<id>', 'as the list shows it')
    .option('--overlap <minutes>', 'how long the old key goes on', parseMinutes, 60)
    .action((id: string, { overlap }: { overlap: number }) =>
      work(surroundings, (store, now) => rotate(store, surroundings, id, now, overlap * MINUTE_MS)),
    );
  keys
    .command('revoke')
    .description('Ends a key at once: servers follow within LOWTIDE_POLL_MS.')
    .argument('<id>', 'as the list shows it')
    .action((id: string) =>
      work(surroundings, async (store, now) => {
        const { revokeAccessKey } = await import('../store/access-keys.js');
        if (!(await revokeAccessKey(store, id, now))) throw noSuchKey(id);
        surroundings.terminal.out(`revoked ${id}`);
      }),
    );
}

function work(
  surroundings: Surroundings,
  task: (store: Store, now: number) => Promise<void>,
): Promise<void> {
  return withStore(surroundings, async (store) => {
    const { makeReady } = await import('../store/ready.js');
    await makeReady(store, 'WRITE');
    await task(store, surroundings.terminal.now());
  });
}

interface Wanted {
  readonly name: string;
  readonly role: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

async function create(store: Store, { terminal }: Surroundings, wanted: Wanted): Promise<void> {
  const { insertAccessKey } = await import('../store/access-keys.js');
  const { makeKey } = await import('../access/key-text.js');
  const { id, text, secretHash } = makeKey();
  // The key alone on standard output, so that it can be piped into a vault. It is made when it has
  // been shown: one that was lost on a full disk would count and be nobody's.
  terminal.err(`key ${id} for ${wanted.name}, ${wanted.role.toLowerCase()}; it is shown once:`);
  terminal.out(text);
  await terminal.written();
  await insertAccessKey(store, { ...wanted, id, secretHash, revokedAt: null });
}

async function list(store: Store, { terminal }: Surroundings, now: number): Promise<void> {
  const { readAccessKeys } = await import('../store/access-keys.js');
  const keys = await readAccessKeys(store);
  if (keys.length === 0) terminal.out('there are no keys');
  const rows = keys.map(({ id, role, name, createdAt, expiresAt, revokedAt }) => [
    id,
    role.toLowerCase(),
    stateOf(expiresAt, revokedAt, now),
    `since ${formatInstant(createdAt)}`,
    oneLine(name),
  ]);
  for (const line of columns(rows)) terminal.out(line);
}

function stateOf(expiresAt: number | null, revokedAt: number | null, now: number): string {
  if (revokedAt !== null) return `revoked ${formatInstant(revokedAt)}`;
  if (expiresAt === null) return 'valid';
  return `${expiresAt > now ? 'valid until' : 'expired'} ${formatInstant(expiresAt)}`;
}

async function rotate(
  store: Store,
  surroundings: Surroundings,
  id: string,
  now: number,
  overlapMs: number,
): Promise<void> {
  const { endAccessKey, readAccessKeys } = await import('../store/access-keys.js');
  const old = (await readAccessKeys(store)).find((key) => key.id === id);
  const isOver = old?.expiresAt != null && old.expiresAt <= now;
  if (old === undefined || old.revokedAt !== null || isOver) throw noSuchKey(id);
  const { name, role } = old;
  // A key that was made for so many days gets as many again.
  const span = old.expiresAt === null ? null : old.expiresAt - old.createdAt;
  await create(store, surroundings, {
    name,
    role,
    createdAt: now,
    expiresAt: span === null ? null : now + span,
  });
  await endAccessKey(store, id, now + overlapMs);
}

function noSuchKey(id: string): OperatorError {
  return new OperatorError(
    `no key '${oneLine(id)}' is valid; \`./lowtide keys list\` shows them all`,
  );
}

function parseName(text: string): string {
  if (/^[\x20-\x7e]{1,128}$/.test(text.trim())) return text.trim();
  throw new InvalidArgumentError('It is a name of up to 128 plain characters.');
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 1 to 9999.');
}

function parseMinutes(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 0 to 99999.');
}
