interface Service {
  readonly dataVersion: { readonly number: number; readonly isSimulated: boolean } | null;
  readonly pricedThroughOn: string | null;
}

const QUERY = '{ service { dataVersion { number isSimulated } pricedThroughOn } }';

let shown: number | null | undefined;

/**
 * Shows in the header which data answers come from, and whether it is simulated. `known` is the
 * version that an answer named: nothing is asked when it is the one shown.
 */
export async function showDataVersion(known?: number | null): Promise<void> {
  if (known !== undefined && known === shown) return;
  const service = await askService();
  if (service === null) return;
  shown = service.dataVersion?.number ?? null;
  setText('data-version', wordsOf(service));
  const badge = document.getElementById('simulated');
  if (badge !== null) badge.hidden = service.dataVersion?.isSimulated !== true;
}

async function askService(): Promise<Service | null> {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    });
    const { data } = (await response.json()) as { data?: { service?: Service } | null };
    return data?.service ?? null;
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
