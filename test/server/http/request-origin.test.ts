import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { originRefusal } from '../../../src/server/http/request-origin.js';

const local = { host: '127.0.0.1', hosts: [], corsOrigins: ['https://charts.example'] };
const named = { ...local, hosts: ['lowtide.example'] };
const open = { ...local, host: '0.0.0.0' };

describe('the name of a server', () => {
  test('is that of this machine on a loopback address, with any port', () => {
    for (const host of [
      'localhost',
      'LOCALHOST:4000',
      'localhost.:80',
      '127.0.0.1:4000',
      '[::1]',
    ]) {
      assert.equal(originRefusal({ host }, local), null, host);
    }
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', '10.0.0.1']) {
      assert.match(originRefusal({ host }, local) ?? '', /LOWTIDE_HOSTS/, host);
    }
  });

  test('may be listed, beside those of this machine', () => {
    assert.equal(originRefusal({ host: 'Lowtide.example:443' }, named), null);
    assert.equal(originRefusal({ host: 'localhost' }, named), null);
    assert.match(originRefusal({ host: 'x.lowtide.example' }, named) ?? '', /not called/);
  });

  test('is any on another address where none is listed, else a listed one or an address', () => {
    assert.equal(originRefusal({ host: 'anything.example' }, open), null);
    const listed = { ...open, hosts: ['lowtide.example'] };
    assert.equal(originRefusal({ host: '10.0.0.7:4000' }, listed), null);
    assert.equal(originRefusal({ host: '[fd00::7]:4000' }, listed), null);
    assert.match(originRefusal({ host: 'evil.example' }, listed) ?? '', /not called evil.example/);
  });

  test('is not asked for where a request of HTTP/1.0 names none', () => {
    assert.equal(originRefusal({}, local), null);
  });
});

describe('the page that asks', () => {
  const from = (headers: Record<string, string>) =>
    originRefusal({ host: 'localhost:4000', ...headers }, local);

  test('is none for programs, or one of this server, or a listed one', () => {
    assert.equal(from({}), null);
    assert.equal(from({ origin: 'http://localhost:4000' }), null);
    assert.equal(from({ 'sec-fetch-site': 'same-origin' }), null);
    assert.equal(from({ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }), null);
    const listed = { origin: 'https://charts.example', 'sec-fetch-site': 'cross-site' };
    assert.equal(from(listed), null);
    assert.equal(from({ origin: 'https://charts.example' }), null);
  });

  test('is refused when it is of another site, whatever it can do', () => {
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:3000' },
      { origin: 'https://charts.example.evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
      { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:4000' },
    ];
    for (const headers of foreign) {
      assert.match(from(headers) ?? '', /LOWTIDE_CORS_ORIGINS/, JSON.stringify(headers));
    }
  });

  test('is no matter where a person follows a link', () => {
    const opened = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    assert.equal(from({ 'sec-fetch-site': 'cross-site', ...opened }), null);
  });
});
