import { Command, CommanderError } from 'commander';
import { type Config, loadConfig } from '../config.js';
import { asOperatorError } from '../errors.js';
import { VERSION } from '../version.js';
import { addBackfill } from './backfill.js';
import { addCheck } from './check.js';
import { addDemo } from './demo.js';
import { addImport } from './import.js';
import { addKeys } from './keys.js';
import { addMigrate } from './migrate.js';
import { addQuarantine } from './quarantine.js';
import { addQuery } from './query.js';
import { addSchema } from './schema.js';
import { addServe } from './serve.js';
import { processTerminal, type Terminal } from './terminal.js';
import { addVersions } from './versions.js';
import { addWithdraw } from './withdraw.js';

/** Runs one command line without the program name; the exit code. */
export async function run(
  argv: readonly string[],
  terminal: Terminal = processTerminal(),
  config: () => Config = loadConfig,
): Promise<number> {
  // By its path: the bare name is a stranger's in the registry of npm.
  const program = new Command('./lowtide')
    .description('Answers what a market report says, from public files.')
    .version(VERSION)
    .showHelpAfterError('(see --help)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    });
  const outcome = { exitCode: 0 };
  const fail = () => {
    outcome.exitCode = 1;
  };
  for (const add of COMMANDS) add(program, { terminal, config, fail });
  try {
    await program.parseAsync(argv, { from: 'user' });
    await terminal.written();
    return outcome.exitCode;
  } catch (error) {
    return tell(error, terminal);
  }
}

const COMMANDS = [
  addServe,
  addDemo,
  addImport,
  addQuery,
  addVersions,
  addWithdraw,
  addCheck,
  addBackfill,
  addQuarantine,
  addKeys,
  addMigrate,
  addSchema,
];

/** One clear line for whatever ended a command. */
function tell(error: unknown, terminal: Terminal): number {
  // Commander has written its own line by now.
  if (error instanceof CommanderError) return error.exitCode;
  terminal.progress('');
  const operators = asOperatorError(error);
  if (operators !== null) {
    terminal.err(`lowtide: ${operators.message}`);
    return 1;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.err(`lowtide: unexpected failure, please report it: ${text}`);
  return 1;
}
