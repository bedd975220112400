import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parse, validate } from 'graphql';
import { printSdl } from '../../src/graphql/build-schema.js';
import { lowtideSchema } from '../../src/schema-resolvers.js';

const ROOT = new URL('../../../schema/', import.meta.url);
const OPERATIONS = new URL('operations/', ROOT);
const files = readdirSync(OPERATIONS).filter((name) => name.endsWith('.graphql'));
const schema = lowtideSchema();

function read(name: string): string {
  return readFileSync(new URL(name, OPERATIONS), 'utf8');
}

describe('schema/schema.graphql', () => {
  test('is what the resolvers make; `npm run schema` writes it', () => {
    const committed = readFileSync(new URL('schema.graphql', ROOT), 'utf8');
    assert.equal(committed, printSdl(schema));
  });
});

describe('schema/operations', () => {
  test('there are some', () => {
    assert.ok(files.length > 0);
  });

  for (const file of files) {
    test(`${file} is valid`, () => {
      assert.deepEqual(
        validate(schema, parse(read(file))).map((error) => error.message),
        [],
      );
    });

    test(`${file} holds one operation, named like the file`, () => {
      const names = parse(read(file)).definitions.flatMap((it) =>
        it.kind === 'OperationDefinition' ? [it.name?.value] : [],
      );
      const words = file.replace('.graphql', '').split('-');
      const expected = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
      assert.deepEqual(names, [expected]);
    });

    test(`${file} begins with the question that it answers`, () => {
      assert.match(read(file), /^# [\s\S]*?\?/);
    });
  }
});
