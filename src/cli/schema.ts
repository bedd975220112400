import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { OperatorError } from '../errors.js';
import type { Surroundings } from './command.js';

/** `lowtide schema`: the schema definition, sorted. */
export function addSchema(program: Command, { terminal }: Surroundings): void {
  program
    .command('schema')
    .description('Prints the GraphQL schema.')
    .option('--output <file>', 'write it to a file instead')
    .action(async ({ output }: { output?: string }) => {
      const [{ lowtideSchema }, { printSdl }] = await Promise.all([
        import('../schema-resolvers.js'),
        import('../graphql/build-schema.js'),
      ]);
      const sdl = printSdl(lowtideSchema());
      if (output === undefined) {
        terminal.out(sdl.trimEnd());
        return;
      }
      try {
        await writeFile(output, sdl);
      } catch (error) {
        throw new OperatorError(
          `${output} cannot be written (${(error as { code?: string }).code})`,
        );
      }
    });
}
