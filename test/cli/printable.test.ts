import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printable } from '../../src/cli/printable.js';

test('text goes out as it is, and what drives a terminal as an escape', () => {
  assert.equal(printable('a\tb\nc \u00e9 \u20ac'), 'a\tb\nc \u00e9 \u20ac');
  assert.equal(printable('\u001b[31mred\u0007'), '\\u001b[31mred\\u0007');
  assert.equal(printable('\u009b2J\u202egpj.exe\r'), '\\u009b2J\\u202egpj.exe\\u000d');
  const text = JSON.stringify({ name: '\u009b\u202e' });
  assert.deepEqual(JSON.parse(printable(text)), JSON.parse(text));
});
