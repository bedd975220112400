import { type Command, InvalidArgumentError } from 'commander';
import { type Config, VARIABLES } from '../config.js';
import type { Surroundings } from './command.js';
import { columns } from './lines.js';

interface Options {
  demo?: boolean;
  port?: number;
  host?: string;
}

/** `lowtide serve`: the server, GraphiQL on /, the API on /graphql. */
export function addServe(program: Command, surroundings: Surroundings): void {
  program
    .command('serve')
    .description('Serves GraphiQL on / and the API on /graphql.')
    .option('--demo', 'fill an empty store with the simulated market first')
    .option('--port <port>', 'instead of LOWTIDE_PORT', parsePort)
    .option('--host <address>', 'instead of LOWTIDE_HOST')
    .addHelpText('after', variablesHelp)
    .action(async ({ demo = false, ...overrides }: Options) => {
      const config: Config = Object.freeze({ ...surroundings.config(), ...overrides });
      // First: a market made for a server that cannot start is minutes lost.
      const { assertFree } = await import('../server/address.js');
      await assertFree(config.host, config.port);
      if (demo) {
        const { fillDemo } = await import('./demo.js');
        await fillDemo({ ...surroundings, config: () => config }, true);
      }
      const { EarlyPanel } = await import('../server/panel/early-panel.js');
      const early = EarlyPanel.begin(config);
      const { serve } = await import('../server/serve.js');
      const { url } = await serve(config, early);
      surroundings.terminal.err(`Lowtide is ready: GraphiQL on ${url}/, the API on ${url}/graphql`);
    });
}

function variablesHelp(): string {
  const rows = VARIABLES.map(({ name, fallback, meaning }) => [
    `  ${name}`,
    `${meaning} (default ${fallback})`,
  ]);
  return ['', 'Environment:', ...columns(rows)].join('\n');
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 0 to 65535.');
}
