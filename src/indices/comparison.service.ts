import { RequestError } from '../errors.js';
import { Kept } from '../panel/kept.js';
import type { Panel } from '../panel/panel.js';
import { bytesOfReturns, type ReturnChoices } from '../returns/return-service.js';
import type { WindowRequest } from '../time/window.js';
import { ComparisonModel } from './comparison-model.js';
import { findIndex } from '../panel/find-index.js';

export interface ComparisonQuestion {
  readonly subject: string;
  readonly benchmark: string;
  readonly window: WindowRequest;
  readonly options?: ReturnChoices | null;
}

/**
 * One index against another. Errors: UNKNOWN_INDEX, NO_DATA without levels, BAD_WINDOW, and
 * BAD_USER_INPUT for dividends that are not stored and for capped weights.
 */
export function compareIndices(panel: Panel, question: ComparisonQuestion): ComparisonModel {
  const subject = findIndex(panel, question.subject);
  const benchmark = findIndex(panel, question.benchmark);
  if (question.options?.weightCap != null) {
    throw new RequestError(
      'BAD_USER_INPUT',
      'options.weightCap does not apply to published levels, which a comparison explains. Ask ' +
        '`index(symbol) { returns(options: { weightCap }) }` for each index instead.',
    );
  }
  const options = {
    basis: question.options?.basis ?? 'PRICE',
    universeAt: question.options?.universeAt ?? 'END',
    weightCap: null,
  };
  const { window } = question;
  const key = JSON.stringify([subject.symbol, benchmark.symbol, window, options]);
  return models.of(
    panel,
    key,
    () => new ComparisonModel(panel, subject, benchmark, window, options),
  );
}

/** Weights, returns and effects of each sector, on both sides, in bytes. */
const DAY_BYTES = 700;

const models = new Kept<ComparisonModel>('comparisons', ({ window, subject, benchmark }) => {
  const sides = bytesOfReturns(subject.returns) + bytesOfReturns(benchmark.returns);
  return DAY_BYTES * (window.end - window.base) + sides;
});

/** The difference of published levels less the difference that the members rebuild (M7). */
export function unexplained(model: ComparisonModel): number {
  const { subject, benchmark } = model.attribution.rebuilt;
  return model.excessReturn - (subject - benchmark);
}
