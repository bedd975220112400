import type { Panel } from '../panel/panel.js';
import type { ReturnChoices } from '../returns/return-service.js';
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
 * BAD_USER_INPUT for dividends that are not stored.
 */
export function compareIndices(panel: Panel, question: ComparisonQuestion): ComparisonModel {
  const subject = findIndex(panel, question.subject);
  const benchmark = findIndex(panel, question.benchmark);
  return new ComparisonModel(panel, subject, benchmark, question.window, {
    basis: question.options?.basis ?? 'PRICE',
    universeAt: question.options?.universeAt ?? 'END',
  });
}

/** The difference of published levels less the difference that the members rebuild (M7). */
export function unexplained(model: ComparisonModel): number {
  const { subject, benchmark } = model.attribution.rebuilt;
  return model.excessReturn - (subject - benchmark);
}
