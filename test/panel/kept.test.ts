import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeShortcuts } from '../../src/panel/derived/shortcuts.js';
import { Kept } from '../../src/panel/kept.js';
import { tinyPanel } from '../support/tiny-panel.js';

async function quickPanel() {
  const panel = tinyPanel({ days: 2, securities: { AAA: { closes: [1, 2] } } });
  await makeShortcuts(panel);
  return panel;
}

/** Keeps what it makes, and counts how often it was asked to make it. */
function counting(max: number) {
  const kept = new Kept<{ key: string }>(max);
  const made: string[] = [];
  const ask = (panel: Parameters<typeof kept.of>[0], key: string) =>
    kept.of(panel, key, () => {
      made.push(key);
      return { key };
    });
  return { ask, made };
}

describe('Kept', () => {
  test('makes a thing once for a panel', async () => {
    const { ask, made } = counting(2);
    const [one, other] = [await quickPanel(), await quickPanel()];
    assert.equal(ask(one, 'a'), ask(one, 'a'));
    assert.notEqual(ask(one, 'a'), ask(other, 'a'));
    assert.deepEqual(made, ['a', 'a']);
  });

  test('forgets what was not asked for longest', async () => {
    const { ask, made } = counting(2);
    const panel = await quickPanel();
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) ask(panel, key);
    assert.deepEqual(made, ['a', 'b', 'c', 'b']);
  });

  test('keeps nothing where shortcuts are switched off, nor what could not be made', async () => {
    const { ask, made } = counting(2);
    const plain = tinyPanel({ days: 2, securities: { AAA: { closes: [1, 2] } } });
    ask(plain, 'a');
    ask(plain, 'a');
    assert.deepEqual(made, ['a', 'a']);
    const kept = new Kept<object>(2);
    const panel = await quickPanel();
    const fail = () => {
      throw new Error('no');
    };
    assert.throws(() => kept.of(panel, 'a', fail));
    assert.deepEqual(
      kept.of(panel, 'a', () => ({ found: true })),
      { found: true },
    );
  });
});
