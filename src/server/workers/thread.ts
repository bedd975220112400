import { parentPort, workerData } from 'node:worker_threads';
import { type DocumentNode, type ExecutionResult, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { workAtLowPriority } from '../../low-priority.js';
import { adoptShortcuts, type Shortcuts } from '../../panel/derived/shortcuts.js';
import type { Panel } from '../../panel/panel.js';
import { countValues } from '../../graphql/count-values.js';
import { lowtideSchema } from '../../schema-resolvers.js';
import { openReadingLate } from '../../store/replicas/replicated-store.js';
import type { Store } from '../../store/store.js';
import { CompilingExecutor } from '../compile/executor.js';
import { ServerContext } from '../request-context.js';
import { copyError } from './error-copy.js';
import type { FromThread, Job, ThreadData, ThreadUp, ToThread } from './messages.js';
import { joinPanel, type PanelHead, type SecuritySlice } from './panel-copy.js';
import { ownThread } from './thread-time.js';

// The other side of `WorkerPool`: executes one operation after another, over the panel that came
// last, by the same resolvers. Filings are read over a connection of its own.

workAtLowPriority('ANSWERS');
const { address } = workerData as ThreadData;
const executor = new CompilingExecutor(lowtideSchema());
/** One object a text, for programs are kept by the operation they were compiled from. */
const documents = new LRUCache<string, DocumentNode>({
  max: 500,
  memoMethod: (text) => parse(text),
});

let store: Promise<Store> | undefined;
let head: PanelHead | null = null;
let slices: SecuritySlice[] = [];
let joined: Panel | null = null;
let work: Promise<void> = Promise.resolve();

parentPort?.on('message', (message: ToThread) => {
  work = work.then(() => take(message));
});

const up: ThreadUp = { thread: ownThread() };
parentPort?.postMessage(up);

async function take(message: ToThread): Promise<void> {
  if (message.kind === 'PANEL') {
    head = message.head;
    slices = [];
    joined = null;
  } else if (message.kind === 'SLICE') slices.push(message.slice);
  else if (message.kind === 'SHORTCUTS') adoptHere(message.shortcuts);
  else {
    const { data, errors } = await answer(message.job);
    const text = data === undefined || data === null ? null : JSON.stringify(data);
    const values = text === null ? 0 : countValues(data);
    const reply: FromThread = { data: text, values, errors: (errors ?? []).map(copyError) };
    parentPort?.postMessage(reply);
  }
}

async function answer(job: Job): Promise<ExecutionResult> {
  store ??= openReadingLate(address, { atLeast: () => head?.panel.version.number ?? 0 });
  if (address.replicaUrls.length > 0) await lookAround(await store);
  const { requestId, isStale, caller, operationName, variables } = job;
  const contextValue = new ServerContext(
    { panel: panelHere(), requestId, isStale, caller },
    await store,
  );
  contextValue.shared.begin();
  const document = documents.memo(job.query);
  return executor.execute({ document, operationName, variables, contextValue });
}

/** Nobody polls here: which replicas hold the version of the panel is seen before each job. */
async function lookAround(replicated: Store): Promise<void> {
  await replicated.currentVersion().catch(() => {
    // Most operations need no store.
  });
}

function panelHere(): Panel | null {
  if (joined === null && head !== null) {
    joined = joinPanel(head, slices);
    slices = [];
  }
  return joined;
}

function adoptHere(shortcuts: Shortcuts): void {
  const panel = panelHere();
  if (panel !== null) adoptShortcuts(panel, shortcuts);
}
