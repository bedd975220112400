import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeShortcuts } from '../../src/panel/derived/shortcuts.js';
import { Kept, keptBytes } from '../../src/panel/kept.js';
import { tinyPanel } from '../support/tiny-panel.js';

const MB = 1024 * 1024;

async function quickPanel() {
  const panel = tinyPanel({ days: 2, securities: { AAA: { closes: [1, 2] } } });
  await makeShortcuts(panel);
  return panel;
}

type AnyPanel = Awaited<ReturnType<typeof quickPanel>>;

/** Keeps what it makes, of a size in megabytes, and notes what it was asked to make. */
function counting(kind: string, megabytes: number) {
  const kept = new Kept<{ key: string }>(kind, () => megabytes * MB);
  const made: string[] = [];
  const ask = (panel: AnyPanel, key: string) =>
    kept.of(panel, key, () => {
      made.push(key);
      return { key };
    });
  return { ask, made };
}

describe('Kept', () => {
  test('makes a thing once for a panel', async () => {
    const { ask, made } = counting('things', 1);
    const [one, other] = [await quickPanel(), await quickPanel()];
    assert.equal(ask(one, 'a'), ask(one, 'a'));
    assert.notEqual(ask(one, 'a'), ask(other, 'a'));
    assert.deepEqual(made, ['a', 'a']);
  });

  test('forgets what was not asked for longest when 8 MB are taken', async () => {
    const { ask, made } = counting('things', 3);
    const panel = await quickPanel();
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) ask(panel, key);
    assert.deepEqual(made, ['a', 'b', 'c', 'b']);
    assert.ok(keptBytes(panel) > 6 * MB && keptBytes(panel) <= 8 * MB + 4);
  });

  test('shares the room between all kinds, which do not see the keys of each other', async () => {
    const [large, small] = [counting('large', 5), counting('small', 2)];
    const panel = await quickPanel();
    large.ask(panel, 'a');
    small.ask(panel, 'a');
    assert.deepEqual([large.made, small.made], [['a'], ['a']]);
    large.ask(panel, 'b');
    small.ask(panel, 'a');
    large.ask(panel, 'a');
    assert.deepEqual([large.made, small.made], [['a', 'b', 'a'], ['a']]);
  });

  test('keeps the last thing, however large, alone', async () => {
    const { ask, made } = counting('things', 500);
    const panel = await quickPanel();
    for (const key of ['a', 'a', 'b', 'b', 'a']) ask(panel, key);
    assert.deepEqual(made, ['a', 'b', 'a']);
    assert.ok(keptBytes(panel) <= 8 * MB + 4);
  });

  test('keeps nothing where shortcuts are switched off, nor what could not be made', async () => {
    const { ask, made } = counting('things', 1);
    const plain = tinyPanel({ days: 2, securities: { AAA: { closes: [1, 2] } } });
    ask(plain, 'a');
    ask(plain, 'a');
    assert.deepEqual(made, ['a', 'a']);
    const kept = new Kept<object>('others', () => 1);
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
