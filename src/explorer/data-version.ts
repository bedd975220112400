import { headersInUse } from './ask/headers.js';
import { postQuery } from './ask/post-query.js';
import { STREAMS } from './streams.js';

interface Service {
  readonly dataVersion: { readonly number: number; readonly isSimulated: boolean } | null;
  readonly pricedThroughOn: string | null;
}

const QUERY = '{ service { dataVersion { number isSimulated } pricedThroughOn } }';

const SUBSCRIPTION = 'subscription { dataVersionPublished { number } }';

/** Wait before a stream that has ended is begun again, in milliseconds. */
const PAUSE_MS = 10_000;

let shown: number | null | undefined;
let asked = 0;

/**
 * Shows in the header which data answers come from, and whether it is simulated. `known` is the
 * version that an answer named: nothing is asked when it is the one shown.
 */
export async function showDataVersion(known?: number | null): Promise<void> {
  if (known !== undefined && known === shown) return;
  asked += 1;
  const turn = asked;
  const service = await askService();
  // An earlier question may be answered later, from older data.
  if (service === null || turn !== asked) return;
  shown = service.dataVersion?.number ?? null;
  setText('data-version', wordsOf(service));
  const badge = document.getElementById('simulated');
  if (badge !== null) badge.hidden = service.dataVersion?.isSimulated !== true;
}

/**
 * Keeps the header up to date while the page is seen. A hidden page gives its connection back: a
 * browser has six for each host, and all its pages share them.
 */
export async function followDataVersion(): Promise<never> {
  for (;;) {
    await untilVisible();
    void showDataVersion();
    await followWhileVisible();
    if (!document.hidden) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Follows the publications until the page is hidden, or the server ends or refuses the stream. */
async function followWhileVisible(): Promise<void> {
  const answers = STREAMS.iterate<{ dataVersionPublished: { number: number } }>(
    { query: SUBSCRIPTION },
    // What was published just before the stream began is not announced on it.
    { connected: () => void showDataVersion() },
  );
  const end = () => void (document.hidden && answers.return?.());
  document.addEventListener('visibilitychange', end);
  try {
    for await (const { data } of answers) await showDataVersion(data?.dataVersionPublished.number);
  } catch {
    // A server that is away or full; the next try may find it.
  } finally {
    document.removeEventListener('visibilitychange', end);
  }
}

function untilVisible(): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (document.hidden) return;
      document.removeEventListener('visibilitychange', check);
      resolve();
    };
    document.addEventListener('visibilitychange', check);
    check();
  });
}

async function askService(): Promise<Service | null> {
  try {
    const { result } = await postQuery({ query: QUERY }, headersInUse());
    return (result.data as { service?: Service } | null | undefined)?.service ?? null;
  } catch {
    // GraphiQL itself shows that the server does not answer.
    return null;
  }
}

function wordsOf({ dataVersion, pricedThroughOn }: Service): string {
  if (dataVersion === null) return 'no data yet';
  const through = pricedThroughOn === null ? '' : `, prices through ${pricedThroughOn}`;
  return `data version ${dataVersion.number}${through}`;
}

function setText(id: string, text: string): void {
  const element = document.getElementById(id);
  if (element !== null) element.textContent = text;
}
