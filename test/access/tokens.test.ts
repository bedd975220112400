import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { ask } from '../server/tiny.js';
import { type Guarded, startGuarded } from './serving.js';

const ISSUER = 'https://id.example/';
const AUDIENCE = 'lowtide';

describe('tokens of an identity provider', () => {
  let own: CryptoKey;
  let publicText: string;
  let foreign: CryptoKey;
  let guarded: Guarded;
  let lonely: Guarded;
  const provider = createServer();

  before(async () => {
    const pair = await generateKeyPair('RS256', { extractable: true });
    own = pair.privateKey;
    publicText = await exportSPKI(pair.publicKey);
    foreign = (await generateKeyPair('RS256')).privateKey;
    const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }];
    provider.on('request', (_, response) => response.end(JSON.stringify({ keys })));
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    const { port } = provider.address() as AddressInfo;
    const jwt = { issuer: ISSUER, audience: AUDIENCE, roleClaim: 'role' };
    const jwksUrl = `http://127.0.0.1:${port}/jwks.json`;
    guarded = await startGuarded({ jwt: { ...jwt, jwksUrl } });
    lonely = await startGuarded({ jwt: { ...jwt, jwksUrl: 'http://127.0.0.1:1/' } });
  });
  after(async () => {
    await guarded.close();
    await lonely.close();
    provider.closeAllConnections();
    provider.close();
  });

  function token(
    claims: Record<string, unknown> = {},
    { key = own, kid = 'k1', iss = ISSUER, aud = AUDIENCE, exp = '1m', nbf = '0s' } = {},
  ): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(iss)
      .setAudience(aud)
      .setSubject('user-1')
      .setExpirationTime(exp)
      .setNotBefore(nbf)
      .sign(key);
  }

  const asked = (text: string, url = guarded.url) =>
    ask(url, '{ hello }', { headers: { authorization: `Bearer ${text}` } });

  test('give the role that they claim, an analyst without one', async () => {
    for (const claims of [{}, { role: 'analyst' }, { role: 'service' }]) {
      const { status, json } = await asked(await token(claims));
      assert.equal(status, 200, JSON.stringify(json));
      assert.equal(json.extensions.lowtide.cost.limit, 100_000);
    }
  });

  const wrong: Record<string, () => Promise<string> | string> = {
    'of another issuer': () => token({}, { iss: 'https://other.example/' }),
    'for another audience': () => token({}, { aud: 'other' }),
    'that is expired': () => token({}, { exp: '-1m' }),
    'before its time': () => token({}, { nbf: '1m' }),
    'of another key': () => token({}, { key: foreign }),
    'of a key that is not published': () => token({}, { kid: '../../etc/passwd' }),
    'with an unknown role': () => token({ role: 'root' }),
    'with a role that is no text': () => token({ role: ['service'] }),
    'without a signature': () =>
      new UnsecuredJWT({}).setIssuer(ISSUER).setAudience(AUDIENCE).setSubject('x').encode(),
    'signed by the public key as a shared secret': () =>
      new SignJWT({ role: 'service' })
        .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject('user-1')
        .setExpirationTime('1m')
        .sign(new TextEncoder().encode(publicText)),
    'without a subject': () =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setExpirationTime('1m')
        .sign(own),
    'of 10 KB': () => `${'a'.repeat(10_000)}.b.c`,
  };
  for (const [what, make] of Object.entries(wrong)) {
    test(`one ${what} is answered 401 in the words of every other`, async () => {
      const { status, json } = await asked(await make());
      assert.equal(status, 401);
      const [error] = json.errors;
      assert.equal(error.message, 'The key or token is unknown, revoked or expired.');
      assert.equal(error.extensions.code, 'UNAUTHENTICATED');
    });
  }

  test('are answered 503 while the provider is away, and keys of readers go on', async () => {
    const { status, json, response } = await asked(await token(), lonely.url);
    assert.equal(status, 503);
    assert.equal(json.errors[0].extensions.code, 'SERVICE_UNAVAILABLE');
    assert.equal(response.headers.get('retry-after'), '5');
    assert.equal((await ask(lonely.url, '{ hello }')).status, 200);
  });
});
