import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Load, LoadResult } from './load.js';

// A process of its own that sends requests as fast as they are answered, so that the server has its
// core for itself. It is told what to send by its parent and tells how long each answer took.

/** How long a client that was turned away waits, and how often that may happen on average. */
const WAIT_MS = 200;
const REFUSALS_MAX = 5;

let varied = 0;

process.on('message', (load: Load) => {
  send(load).then((result) => process.send?.(result));
});

async function send({ url, bodies, clients, requests, isVaried }: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const latencies: number[] = [];
  let next = 0;
  let bytes = 0;
  let refused = 0;
  const wrong: string[] = [];
  const client = async () => {
    while (next < requests) {
      const text = bodies[next++ % bodies.length]!;
      const body = isVaried ? text.replace('"n":0', `"n":${++varied}`) : text;
      const start = performance.now();
      const { status, head, size } = await post(agent, url, body);
      if (status === 503) {
        // As a good client does: wait, and ask again, but not for ever.
        if (++refused < requests * REFUSALS_MAX) next--;
        await pause(WAIT_MS);
        continue;
      }
      latencies.push(performance.now() - start);
      bytes += size;
      if (status !== 200 || head.startsWith('{"errors"')) wrong.push(head.slice(0, 500));
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  return { latencies, seconds, bytes, refused, wrong: wrong.slice(0, 3) };
}

function post(agent: Agent, url: string, body: string) {
  return new Promise<{ status: number; head: string; size: number }>((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      let head = '';
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        if (size === 0) head = chunk.subarray(0, 1000).toString();
        size += chunk.length;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, head, size }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
