import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'graphql';
import { ParsedDocuments } from '../../../src/server/documents/parsed-documents.js';

describe('ParsedDocuments', () => {
  test('keeps a document until it is taken out', async () => {
    const documents = new ParsedDocuments();
    const document = parse('{ hello }');
    await documents.set('a', document);
    assert.equal(await documents.get('a'), document);
    assert.equal(await documents.delete('a'), true);
    assert.equal(await documents.get('a'), undefined);
  });

  test('keeps some hundred of those that differ in a value only, the last ones', async () => {
    const documents = new ParsedDocuments();
    const textOf = (k: number) => `{ hello(cap: ${k}) ${'name '.repeat(50)} }`;
    for (let k = 0; k < 2_000; k++) await documents.set(`${k}`, parse(textOf(k)));
    assert.ok(documents.count > 300 && documents.count < 600, `${documents.count}`);
    assert.equal(await documents.get('0'), undefined);
    assert.ok(await documents.get('1999'));
  });
});
