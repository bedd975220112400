import { request } from 'node:http';
import type { Attack } from './attack.js';
import type { Outcome, Target } from './target.js';

// Attacks by many at once.

const HEAVY = `query ($cap: Usd!) {
  shorts(window: {preset: MAX}, where: {minMarketCap: $cap}, options: {universeAt: DAILY}) {
    lines(first: 500) { nodes { security { symbol } stats { pnl averageValue } } }
    series(interval: DAY) { dates values }
  }
}`;
const CROWD = 200;
const STREAMS = 100;
const TYPE = { 'content-type': 'application/json' };

/** The worst of many outcomes: any that is neither answered nor told to come back. */
async function heavyCrowd(target: Target): Promise<Outcome> {
  const all = Array.from({ length: CROWD }, (_, k) => {
    const body = JSON.stringify({ query: HEAVY, variables: { cap: 1_000_000 + k } });
    return target.send({ headers: TYPE, body });
  });
  const outcomes = await Promise.all(all);
  const isRight = ({ status, headers }: Outcome) =>
    status === 200 || (status === 503 && headers['retry-after'] !== undefined);
  const wrong = outcomes.find((outcome) => !isRight(outcome));
  return wrong ?? (outcomes.find(({ status }) => status === 200) as Outcome);
}

/** The status of one stream more than there are places. */
async function streamCrowd(target: Target): Promise<Outcome> {
  const open: { destroy(): void }[] = [];
  const subscribe = () =>
    new Promise<Outcome>((resolve) => {
      const sent = request(`${target.url}/graphql/stream`, { method: 'POST', headers: TYPE });
      sent.on('response', ({ statusCode = 0, headers }) => {
        resolve({ status: statusCode, text: '', headers });
      });
      sent.on('error', () => {});
      sent.end('{"query": "subscription { dataVersionPublished { number } }"}');
      open.push(sent);
    });
  for (let k = 0; k < STREAMS; k++) await subscribe();
  const outcome = await subscribe();
  for (const sent of open) sent.destroy();
  return outcome;
}

export const CROWDS: readonly Attack[] = [
  {
    id: 'A-19',
    what: `${CROWD} expensive reports at once`,
    isSlow: true,
    raw: heavyCrowd,
    expected: { statuses: [200, 503] },
  },
  {
    id: 'A-42',
    what: 'one stream more than there are places',
    isSlow: true,
    raw: streamCrowd,
    expected: { statuses: [503] },
  },
];
