import { type Check, type Coverage, check, warning } from '../graphql/coverage.type.js';
import { type DataSource, dataSourcesOf } from '../graphql/data-source.type.js';
import { DataKind } from '../graphql/enums.js';
import { Accumulator } from '../kernels/sum.js';
import type { FlowModel } from './flow-model.js';
import type { FlowNumbers } from './flow-stats.js';
import type { FundHistory } from './provider-flows.js';

/** What a flow report says about its data. */
export function flowCoverage(model: FlowModel): Coverage {
  const { requested, members } = model.set;
  return {
    requested: requested.length,
    used: members.length,
    sources: members.length > 0 ? [flowSource(model)] : [],
    warnings: [
      ...model.selectionWarnings,
      ...emptySetWarnings(model),
      ...setWarnings(model),
      ...gapWarnings(model),
      ...assetWarnings(model),
    ],
  };
}

/** The provider as the schema shows it. */
export function flowSource({ panel, flows }: FlowModel): DataSource {
  const { source } = flows;
  const listed = dataSourcesOf(panel, (row) => row === source)[0];
  return listed ?? { ...source, kind: DataKind.FUND_FLOWS };
}

/** The identities of a flow report: its assets, its categories, and its lines where it has them. */
export function flowChecks(model: FlowModel): Check[] {
  const { netFlow, startAssets, portfolioChange, endAssets } = model.total.numbers;
  const groups = model.categories.map(({ part }) => part.numbers);
  const checks = [
    check('GROUPS', [sumOfFlows(groups), -netFlow]),
    check('ASSETS', [startAssets, netFlow, portfolioChange, -endAssets]),
  ];
  if (!model.isLinewise) return checks;
  return [check('LINES', [sumOfFlows(model.lines), -netFlow]), ...checks];
}

function sumOfFlows(parts: readonly Pick<FlowNumbers, 'netFlow'>[]): number {
  const known = parts.filter(({ netFlow }) => !Number.isNaN(netFlow));
  const total = new Accumulator();
  for (const { netFlow } of known) total.add(netFlow);
  return known.length === 0 ? Number.NaN : total.value;
}

function emptySetWarnings(model: FlowModel) {
  const { panel, flows, clipping, set } = model;
  const { code } = flows.source;
  if (set.requested.length === 0) {
    if (model.isOfOneFund) {
      return [warning('INSUFFICIENT_COVERAGE', `${code} has stored no flows of this fund.`)];
    }
    const reported = new Set(flows.histories.map(({ fund }) => panel.funds.categories[fund]));
    const list = [...reported].sort().join(', ');
    const message = `${code} reports no fund that \`where\` keeps. Its categories: ${list}.`;
    return [warning('INSUFFICIENT_COVERAGE', message)];
  }
  if (clipping !== null) {
    return [warning('CLIPPED_WINDOW', clipping, [], set.requested.length)];
  }
  if (set.members.length > 0 || set.unmatched.length > 0) return [];
  const message = `No flow of these funds is stored within the window, though ${code} has others.`;
  return [warning('INSUFFICIENT_COVERAGE', message, [], set.requested.length)];
}

function setWarnings(model: FlowModel) {
  const { unmatched } = model.set;
  if (unmatched.length === 0) return [];
  const message =
    'Funds that the provider added or dropped within the window do not count: what they brought ' +
    'or took is no flow.';
  return [warning('UNIVERSE_CHANGED', message, labels(model, unmatched), unmatched.length)];
}

function gapWarnings(model: FlowModel) {
  const { members } = model.set;
  const touched = members.filter(({ missingPeriods }) => missingPeriods > 0);
  const most = Math.max(0, ...touched.map(({ missingPeriods }) => missingPeriods));
  if (most === 0) return [];
  const message =
    `Up to ${most} ${most === 1 ? 'period' : 'periods'} within the window are not stored or have ` +
    'no flow: `netFlow` is the sum of the others, and these funds do not count where assets do.';
  const histories = touched.map(({ history }) => history);
  return [warning('INSUFFICIENT_COVERAGE', message, labels(model, histories), touched.length)];
}

function assetWarnings(model: FlowModel) {
  const { members } = model.set;
  const without = members.filter(
    ({ isMatched, missingPeriods }) => !isMatched && missingPeriods === 0,
  );
  const hasMatched = members.some(({ isMatched }) => isMatched);
  if (without.length === 0 || !hasMatched) return [];
  const message =
    'Assets at both ends of the window are not stored for these funds: they count in `netFlow`, ' +
    'but `startAssets`, `endAssets` and `flowRatio` leave them out and `portfolioChange` is null.';
  const histories = without.map(({ history }) => history);
  return [warning('INSUFFICIENT_COVERAGE', message, labels(model, histories), without.length)];
}

function labels({ panel }: FlowModel, histories: readonly FundHistory[]): string[] {
  return histories.flatMap(
    ({ fund }) => panel.funds.symbols[fund] ?? panel.funds.codes[fund] ?? [],
  );
}
