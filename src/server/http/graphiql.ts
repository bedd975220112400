import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Where the build puts the browser side: beside the compiled sources. */
export const EXPLORER_ROOT = fileURLToPath(new URL('../../../explorer', import.meta.url));

const NOT_BUILT = `<!doctype html><html lang="en"><title>Lowtide</title>
<h1>Lowtide</h1><p>The API answers on <code>/graphql</code>. GraphiQL is not built: run
<code>npm run build</code>.</p></html>`;

/**
 * Serves GraphiQL on `/` from files of the build, packed by gzip where the client takes it. Names
 * of assets hold a digest of their content, so a browser may keep them; the page may change.
 */
export async function registerGraphiql(app: FastifyInstance, root = EXPLORER_ROOT): Promise<void> {
  if (!existsSync(join(root, 'index.html'))) {
    app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(NOT_BUILT));
    return;
  }
  await app.register(fastifyStatic, {
    root,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => reply.setHeader('cache-control', cachingOf(path)),
  });
}

function cachingOf(path: string): string {
  const isNamedByContent = /-[\w-]{8}\.\w+(\.gz)?$/.test(basename(path));
  return isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache';
}
