import type { FastifyInstance } from 'fastify';
import { refusal } from './refusal.js';

const CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii']);
const CHARSET = /;\s*charset\s*=\s*("[^"]*"|[^;\s]*)/i;

/** Refuses bodies that are packed or in letters of another set, which would be read wrongly. */
export function registerContentRules(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers }, reply) => {
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding.trim().toLowerCase() !== 'identity') {
      const message = `Send the body as it is: content-encoding ${encoding} is not read here.`;
      return reply.code(415).header('accept-encoding', 'identity').send(refusal(415, message));
    }
    const given = CHARSET.exec(headers['content-type'] ?? '')?.[1]?.replaceAll('"', '');
    if (given === undefined || CHARSETS.has(given.toLowerCase())) return undefined;
    const message = `Send the body in UTF-8: charset ${given.slice(0, 40)} is not read here.`;
    return reply.code(415).send(refusal(415, message));
  });
}
