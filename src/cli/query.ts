import { readFile } from 'node:fs/promises';
import { text as readText } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { OperatorError } from '../errors.js';
import { declaredVariables } from '../graphql/declared-variables.js';
import type { Role } from '../graphql/limits.js';
import { type Surroundings, withExistingStore } from './command.js';
import type { Terminal } from './terminal.js';
import { suggest } from '../suggest.js';
import { listPaths, resultTable, toCsv, toText, valueAt } from './result-table.js';

interface Options {
  variables?: string;
  operation?: string;
  output: 'json' | 'csv' | 'table';
  list?: string;
  as: 'anonymous' | 'analyst' | 'service';
}

/** `lowtide query FILE`: one operation without a server. */
export function addQuery(program: Command, surroundings: Surroundings): void {
  program
    .command('query')
    .description('Answers one GraphQL operation without a server.')
    .argument('<file>', 'file with the operation; - reads standard input')
    .option('--variables <json>', `variables as JSON, such as '{"asOf": "2023-09-08"}'`)
    .option('--operation <name>', 'which operation of the file to run')
    .addOption(
      new Option('--output <form>', 'json is the whole response; csv and table are its first list')
        .choices(['json', 'csv', 'table'])
        .default('json'),
    )
    .option('--list <path>', 'which list of the result csv and table show, such as shorts.lines')
    .addOption(
      new Option('--as <role>', 'whose limits the operation has to keep')
        .choices(['anonymous', 'analyst', 'service'])
        .default('analyst'),
    )
    .action((file: string, options: Options) => runQuery(file, options, surroundings));
}

async function runQuery(file: string, options: Options, surroundings: Surroundings) {
  const { terminal, config, fail } = surroundings;
  const query = await readOperation(file, terminal.stdin);
  const variables = parseVariables(options.variables);
  refuseUndeclared(query, options.operation, variables);
  const { createExecutor } = await import('../server/execute.js');
  const { createLogger } = await import('../server/logger.js');
  const { snapshotsOf } = await import('../server/panel/panel-source.js');
  const { callerOf } = await import('../graphql/limits.js');
  const { makeReady } = await import('../store/ready.js');
  await withExistingStore(surroundings, async (store) => {
    await makeReady(store, 'READ');
    const logger = createLogger(quieter(config().logLevel));
    const executor = await createExecutor(store, logger, {
      caller: callerOf(options.as.toUpperCase() as Role),
      isPlain: config().isPlain,
      snapshots: snapshotsOf(store, config(), logger),
    });
    const { text, result } = await executor.execute({
      query,
      ...(variables === undefined ? {} : { variables }),
      ...(options.operation === undefined ? {} : { operationName: options.operation }),
    });
    if (options.output === 'json') terminal.out(text.trimEnd());
    else {
      const isWhole = (result.errors ?? []).length === 0;
      const list = chosenList(result.data ?? {}, options.list, isWhole, terminal);
      const table = resultTable(list);
      for (const line of options.output === 'csv' ? toCsv(table) : toText(table))
        terminal.out(line);
    }
    if (result.errors === undefined || result.errors.length === 0) return;
    fail();
    if (options.output === 'json') return;
    for (const { message } of result.errors) terminal.err(`lowtide: ${message}`);
  });
}

/** The list that `--list` names; without it everything, and word of the lists that stay behind. */
function chosenList(
  data: object,
  wanted: string | undefined,
  isWhole: boolean,
  terminal: Terminal,
): unknown {
  const lists = listPaths(data);
  if (wanted === undefined) {
    const [shown, ...others] = lists;
    if (others.length > 0) {
      const more = others.join(', ');
      terminal.err(`lowtide: only the list ${shown} is shown; --list takes another: ${more}`);
    }
    return data;
  }
  if (lists.includes(wanted)) return valueAt(data, wanted);
  // Why there is none is told by the errors of the result.
  if (!isWhole) return {};
  if (lists.length === 0) {
    throw new OperatorError(`the result has no list ${wanted}, nor any other: leave out --list`);
  }
  throw new OperatorError(`the result has no list ${wanted}; its lists are ${lists.join(', ')}`);
}

/** What a server tells about its work would stand in the way of the answer. */
function quieter<L extends string>(level: L): L | 'error' {
  return level === 'info' ? 'error' : level;
}

async function readOperation(file: string, stdin: NodeJS.ReadableStream): Promise<string> {
  if (file === '-') return readText(stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as { code?: string };
    const words = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new OperatorError(`${file}: ${words}`);
  }
}

/** A server ignores variables that are not declared; here one is a slip of the keyboard. */
function refuseUndeclared(
  query: string,
  operation: string | undefined,
  variables: Record<string, unknown> = {},
): void {
  const declared = declaredVariables(query, operation);
  if (declared === null) return;
  const wrong = Object.keys(variables).find((name) => !declared.includes(name));
  if (wrong === undefined) return;
  const near = suggest(wrong, declared);
  const hint =
    near.length > 0
      ? `did you mean ${near.join(', ')}?`
      : `it declares ${declared.length > 0 ? declared.join(', ') : 'none'}`;
  throw new OperatorError(`the operation declares no variable "${wrong}"; ${hint}`);
}

function parseVariables(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new OperatorError(`--variables is not JSON; it looks like '{"asOf": "2023-09-08"}'`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new OperatorError(`--variables is a JSON object like '{"asOf": "2023-09-08"}'`);
}
