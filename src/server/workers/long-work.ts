import { availableParallelism } from 'node:os';
import type { ExecutionResult } from 'graphql';
import { callerOf } from '../../graphql/limits.js';
import { WrittenData } from '../../graphql/written-data.js';
import type { Execution } from '../compile/executor.js';
import type { Panel } from '../../panel/panel.js';
import type { StoreAddress } from '../../store/replicas/replicated-store.js';
import type { RequestContext } from '../request-context.js';
import { checkAnswerSize } from '../limits/answer-size.js';
import { errorOf } from './error-copy.js';
import type { Job } from './messages.js';
import { WorkerPool } from './worker-pool.js';

/**
 * From this cost on an operation is executed by another thread. What is below it takes some
 * milliseconds, and less than the 20 ms for which a request may hold the event loop.
 */
const LONG = 2_000;
/**
 * Up to this cost an operation takes less time than a thread needs to read the program: it is
 * executed where it is when there is no thread that has done so.
 */
const SHORTER_THAN_A_START = 30_000;
const MAX_THREADS = 4;

/**
 * What a thread does first: it goes through the code that long questions do, so that the first of
 * them does not pay for it.
 */
export const WARMING: Job = {
  query: `{
    shorts(window: {preset: MTD}, options: {universeAt: DAILY}) {
      total { pnl } lines(first: 5) { nodes { security { symbol } stats { pnl } } }
    }
    returns(window: {preset: MTD}, options: {universeAt: DAILY}) {
      total { capWeightReturn } lines(first: 5) { nodes { security { symbol } } }
    }
  }`,
  operationName: null,
  variables: {},
  requestId: 'warming',
  isStale: false,
  caller: callerOf('SERVICE'),
};

/** Executes long operations beside the event loop; see `WorkerPool`. */
export class LongWork {
  readonly #pool: WorkerPool;

  constructor(
    address: StoreAddress,
    size = Math.min(availableParallelism(), MAX_THREADS),
    private readonly bound = LONG,
  ) {
    this.#pool = new WorkerPool(address, size);
  }

  /**
   * The answer to a long operation, byte for byte that of this thread; null for a short one. One
   * that has taken long before is long, whatever it may cost.
   */
  execute(execution: Execution, hasTakenLong = false): Promise<ExecutionResult> | null {
    const context = execution.contextValue as RequestContext;
    const isLong = hasTakenLong || context.estimatedCost >= this.bound;
    if (context.panelOrNull === null || !isLong) return null;
    if (!this.#pool.isUp && context.estimatedCost <= SHORTER_THAN_A_START) {
      this.#pool.start();
      return null;
    }
    return this.#execute(execution, context);
  }

  /** Lets a thread read the program, which it does while a panel is loaded. */
  start(): void {
    this.#pool.start();
  }

  /**
   * Makes the threads ready for questions about a panel; resolves when the first of them is, and
   * never rejects.
   */
  warm(panel: Panel): Promise<void> {
    return this.#pool.warm(panel, WARMING).first;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #execute(execution: Execution, context: RequestContext): Promise<ExecutionResult> {
    const { requestId, isStale, caller, panelOrNull, deadline } = context;
    const source = execution.document.loc?.source;
    if (source === undefined || panelOrNull === null) throw new Error('a document without text');
    const job = {
      query: source.body,
      operationName: execution.operationName ?? null,
      variables: { ...execution.variables },
      requestId,
      isStale,
      caller,
    };
    const { data, values, errors } = await this.#pool.run(panelOrNull, job, deadline);
    if (data !== null) checkAnswerSize(data.length, caller.limits);
    return {
      // Apollo hands data on as they are.
      data:
        data === null
          ? null
          : (new WrittenData(data, values) as unknown as Record<string, unknown>),
      ...(errors.length > 0 && { errors: errors.map((copy) => errorOf(copy, source)) }),
    };
  }
}
