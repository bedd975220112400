import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { ANSWERED, type Attack, refusedBy } from './attack.js';
import type { Group } from './guarded.js';
import { subscribe } from './socket.js';
import type { Outcome, Target } from './target.js';

// tokens that do not count are all told the same.

const [ISSUER, AUDIENCE] = ['https://id.example/', 'lowtide'];
const HELLO = '{"query": "{ __typename }"}';
const LIVE = { query: 'subscription { dataVersionPublished { number } }' };

/** An identity provider, and tokens that it gave, or did not. */
async function startProvider() {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const foreign = (await generateKeyPair('RS256')).privateKey;
  const shared = new TextEncoder().encode(await exportSPKI(publicKey));
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }];
  const provider = createServer((_, response) => response.end(JSON.stringify({ keys })));
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const { port } = provider.address() as AddressInfo;
  const jwt = (changes: Record<string, string> = {}, key: unknown = privateKey, alg = 'RS256') => {
    const said = { iss: ISSUER, aud: AUDIENCE, exp: '1h', nbf: '0s', kid: 'k1', ...changes };
    return new SignJWT({})
      .setProtectedHeader({ alg, kid: said.kid })
      .setIssuer(said.iss)
      .setAudience(said.aud)
      .setSubject('user')
      .setExpirationTime(said.exp)
      .setNotBefore(said.nbf)
      .sign(key as never);
  };
  const unsigned = new UnsecuredJWT({}).setIssuer(ISSUER).setAudience(AUDIENCE).setSubject('u');
  const wrong: Record<string, string> = {
    'no signature': unsigned.encode(),
    'the public key as a secret': await jwt({}, shared, 'HS256'),
    'a foreign key': await jwt({}, foreign),
    'an end in the past': await jwt({ exp: '-1h' }),
    'a beginning in the future': await jwt({ nbf: '1h' }),
    'another audience': await jwt({ aud: 'other' }),
    'another issuer': await jwt({ iss: 'https://evil.example/' }),
    'a path for a key': await jwt({ kid: '../../../dev/null' }),
    'an unknown key of ours': `lt_${'a'.repeat(12)}_${'b'.repeat(43)}`,
  };
  return {
    url: `http://127.0.0.1:${port}/`,
    good: await jwt(),
    wrong,
    end: () => provider.close(),
  };
}

export async function tokens(): Promise<Group> {
  const { url, good, wrong, end } = await startProvider();
  let first = '';
  const same = ({ text }: Outcome) => {
    first ||= text;
    assert.equal(text, first, 'all refusals are told the same');
  };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  return {
    end,
    settings: {
      ...{ LOWTIDE_JWT_JWKS_URL: url, LOWTIDE_JWT_ISSUER: ISSUER },
      LOWTIDE_JWT_AUDIENCE: AUDIENCE,
    },
    attacks: [
      {
        ...{ id: 'A-39', what: 'a token that counts, for comparison' },
        raw: (target) => post(target, bearer(good)),
        expected: ANSWERED,
      },
      ...Object.entries(wrong).flatMap(([what, token]): Attack[] => [
        {
          ...{ id: 'A-39', what: `a token with ${what}` },
          raw: (target) => post(target, bearer(token)),
          expected: { ...refusedBy([401], 'UNAUTHENTICATED'), check: same },
        },
        {
          ...{ id: 'A-39', what: `a token with ${what}`, way: 'WS' },
          raw: (target) => subscribe(target.url, LIVE, bearer(token)),
          expected: refusedBy([4401], 'UNAUTHENTICATED'),
        },
      ]),
      {
        ...{ id: 'A-39', what: 'a token of 12 KB' },
        raw: (target) => post(target, bearer(`a.${'b'.repeat(12_000)}.c`)),
        expected: { ...refusedBy([401], 'UNAUTHENTICATED'), check: same },
      },
      {
        ...{ id: 'A-39', what: 'a token of 100 KB' },
        raw: (target) => post(target, bearer(`a.${'b'.repeat(100_000)}.c`)),
        expected: { statuses: [431] },
      },
    ],
  };
}

function post(target: Target, headers: Record<string, string>): Promise<Outcome> {
  return target.send({ headers: { 'content-type': 'application/json', ...headers }, body: HELLO });
}
