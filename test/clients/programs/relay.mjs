import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import relay from 'relay-runtime';

// Relay compiles a question in the source of a module, which it must be named after, and its runtime
// sends what was compiled.

const [url, file, schema] = process.argv.slice(2);
const here = fileURLToPath(new URL('..', import.meta.url));
// Beside the packages, so that what was compiled finds them; the compiler leaves theirs out.
mkdirSync(join(here, 'generated'), { recursive: true });
const folder = mkdtempSync(join(here, 'generated/relay-'));
try {
  const compiled = await compile();
  const network = relay.Network.create(send);
  const store = new relay.Store(new relay.RecordSource());
  const environment = new relay.Environment({ network, store });
  const data = await relay.fetchQuery(environment, compiled, {}).toPromise();
  process.stdout.write(JSON.stringify(data));
} finally {
  rmSync(folder, { recursive: true });
}

async function compile() {
  // Relay takes a default for a variable that may be null alone.
  const question = readFileSync(file, 'utf8')
    .replace(/query \w+/, 'query savedQuery')
    .replaceAll('! =', ' =');
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src/saved.js'), `graphql\`${question}\`;\n`);
  writeFileSync(join(folder, 'schema.graphql'), readFileSync(schema));
  const config = { src: './src', schema: './schema.graphql', language: 'javascript' };
  writeFileSync(
    join(folder, 'relay.config.json'),
    JSON.stringify({ ...config, eagerEsModules: true }),
  );
  const compiler = join(here, 'node_modules/.bin/relay-compiler');
  execFileSync(compiler, ['relay.config.json'], { cwd: folder, stdio: ['ignore', 2, 2] });
  const artifact = join(folder, 'src/__generated__/savedQuery.graphql.js');
  return (await import(pathToFileURL(artifact).href)).default;
}

/** The network of Relay's guide. */
async function send({ text: query }, variables) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query, variables });
  return (await fetch(url, { method: 'POST', headers, body })).json();
}
