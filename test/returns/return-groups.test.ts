import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rankGroups } from '../../src/returns/return-rankings.js';
import type { GroupDimension } from '../../src/securities/group-members.js';
import type { UniverseAt } from '../../src/securities/universe.js';
import { tinyPanel } from '../support/tiny-panel.js';
import { assertClose, INDEX, report } from './market.js';

const ofIndex = (universeAt: UniverseAt) => report({ index: INDEX, options: { universeAt } });

function groupOf(model: ReturnType<typeof report>, by: GroupDimension[], label: string) {
  const found = model.groups(by).find(({ key }) => key.label === label);
  assert.ok(found, `${label} among ${model.groups(by).map(({ key }) => key.label)}`);
  return found;
}

describe('groups', () => {
  test('each combination of keys that occurs is one', () => {
    const labels = report()
      .groups(['SECTOR', 'EXCHANGE'])
      .map(({ key }) => key.label);
    assert.deepEqual(labels.sort(), ['Financials, NASDAQ', 'Information Technology, NYSE']);
  });

  test('a key is null where the group is not formed by it', () => {
    const { key } = groupOf(report(), ['INDUSTRY'], 'Regional Banks');
    assert.deepEqual(key, {
      label: 'Regional Banks',
      capTier: null,
      sector: null,
      industry: 'Regional Banks',
      exchange: null,
    });
  });

  test('the return of a group goes by the weights of its own members', () => {
    const { set } = groupOf(ofIndex('START'), ['SECTOR'], 'Financials');
    assertClose(set.stats.capWeightReturn, (20 * 40 + 50 * 10) / 1500 - 1);
    assert.equal(set.stats.memberCount, 2);
  });

  test('members and priced members of groups add up to those of the set', () => {
    const model = report();
    for (const count of ['memberCount', 'pricedCount', 'decliners'] as const) {
      const parts = model.groups(['SECTOR']).map(({ set }) => set.stats[count]);
      assert.equal(
        parts.reduce((sum, part) => sum + part, 0),
        model.total.stats[count],
      );
    }
  });

  test('with DAILY a security counts in each group for its own days', () => {
    const panel = tinyPanel({
      days: 5,
      securities: {
        MOVER: {
          closes: [10, 11, 12, 18, 9],
          shares: 1e8,
          sectors: { 0: 'ENERGY', 2: 'UTILITIES' },
        },
        STAYER: { closes: [10, 10, 10, 10, 10], shares: 1e8, sector: 'ENERGY' },
      },
    });
    const model = report({ options: { universeAt: 'DAILY' } }, panel);
    // It is read at the close before: ENERGY for the moves of days 1 and 2.
    const energy = groupOf(model, ['SECTOR'], 'Energy').set.stats;
    const utilities = groupOf(model, ['SECTOR'], 'Utilities').set.stats;
    assertClose(energy.capWeightReturn, (21 / 20) * (22 / 21) - 1);
    assertClose(utilities.capWeightReturn, 9 / 12 - 1);
    assert.deepEqual([energy.memberCount, utilities.memberCount], [1, 1]);
  });

  test('with DAILY a group that is empty on the end day keeps its return', () => {
    const panel = tinyPanel({
      days: 3,
      securities: {
        MOVER: { closes: [10, 12, 12], shares: 1, sectors: { 0: 'ENERGY', 1: 'UTILITIES' } },
      },
    });
    const model = report({ options: { universeAt: 'DAILY' } }, panel);
    const { key, set } = groupOf(model, ['SECTOR'], 'Energy');
    assert.equal(key.sector, 'ENERGY');
    assert.equal(set.stats.memberCount, 0);
    assertClose(set.stats.capWeightReturn, 0.2);
  });

  test('groups are read on the base day with START', () => {
    const panel = tinyPanel({
      days: 3,
      securities: {
        MOVER: { closes: [10, 12, 12], shares: 1, sectors: { 0: 'ENERGY', 1: 'UTILITIES' } },
      },
    });
    const label = (universeAt: UniverseAt) =>
      report({ options: { universeAt } }, panel).groups(['SECTOR'])[0]?.key.label;
    assert.equal(label('START'), 'Energy');
    assert.equal(label('END'), 'Utilities');
  });

  test('no, four or repeated properties are refused', () => {
    const refusal = (by: GroupDimension[], message: string) =>
      assert.throws(() => report().groups(by), { code: 'BAD_USER_INPUT', message });
    refusal([], 'by must name one to 3 properties, not 0.');
    refusal(
      ['SECTOR', 'INDUSTRY', 'EXCHANGE', 'CAP_TIER'],
      'by must name one to 3 properties, not 4.',
    );
    refusal(['SECTOR', 'SECTOR'], 'by names SECTOR more than once.');
  });
});

describe('order of groups', () => {
  const SIZES = { A: 1e12, B: 3e10, C: 1e9, D: undefined, E: 4e7 };
  const panel = tinyPanel({
    days: 2,
    securities: Object.fromEntries(
      Object.entries(SIZES).map(([name, cap]) => [
        name,
        { closes: [10, 10 + name.charCodeAt(0)], ...(cap && { caps: [cap, cap] }) },
      ]),
    ),
  });
  const order = (field: Parameters<typeof rankGroups>[2], direction: 'ASC' | 'DESC') => {
    const by: GroupDimension[] = ['CAP_TIER'];
    const groups = report({}, panel).groups(by);
    return rankGroups(groups, by, field, direction).map(({ key }) => key.label);
  };

  test('KEY orders size classes by size, unknown ones below all', () => {
    assert.deepEqual(order('KEY', 'DESC'), ['Mega', 'Large', 'Small', 'Nano', 'Unclassified']);
    assert.deepEqual(order('KEY', 'ASC'), ['Unclassified', 'Nano', 'Small', 'Large', 'Mega']);
  });

  test('an unknown return comes last in both directions', () => {
    assert.equal(order('CAP_WEIGHT_RETURN', 'DESC').at(-1), 'Unclassified');
    assert.equal(order('CAP_WEIGHT_RETURN', 'ASC').at(-1), 'Unclassified');
    assert.equal(order('CAP_WEIGHT_RETURN', 'DESC')[0], 'Nano');
  });

  test('ties go by label', () => {
    assert.deepEqual(order('MEMBER_COUNT', 'DESC'), [
      'Large',
      'Mega',
      'Nano',
      'Small',
      'Unclassified',
    ]);
  });
});
