import { isTradingDay } from '../../time/calendar.js';
import { formatDay } from '../../time/day.js';
import type { TerminalKind } from '../../vocabulary.js';
import type { CorporateActionKind } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { type ActionContext, type ActionRows, ratioOf } from './action-rows.js';
import { cell, type Layout, locate } from './columns.js';
import { fileDay } from './dates.js';
import { money } from './numbers.js';
import { type Problem, problem, shown } from './problem.js';
import { Remarks } from './remarks.js';
import { eachRow, type Table } from './table.js';

/** The columns of a file without a header line. */
export const PLAIN_HEADER = ['symbol', 'date', 'action', 'ratio', 'amount', 'new_symbol'] as const;

const LAYOUT = {
  format: 'corporate-actions',
  title: 'a corporate action file (symbol,date,action,ratio,amount,new_symbol)',
  required: ['symbol', 'date', 'action'],
  optional: ['ratio', 'amount', 'new symbol'],
  ignored: ['note', 'comment', 'source'],
} as const satisfies Layout<string, string>;

type Need = 'ratio' | 'amount' | 'newSymbol';
interface ActionRule {
  readonly kind: CorporateActionKind;
  readonly terminalKind: TerminalKind | null;
  readonly needs: readonly Need[];
}

/** The words of the action column: what each is and which columns it cannot do without. */
const ACTIONS: Readonly<Record<string, ActionRule>> = {
  SPLIT: { kind: 'SPLIT', terminalKind: null, needs: ['ratio'] },
  DIVIDEND: { kind: 'DIVIDEND', terminalKind: null, needs: ['amount'] },
  RENAME: { kind: 'RENAME', terminalKind: null, needs: ['newSymbol'] },
  CONVERSION: { kind: 'CONVERSION', terminalKind: null, needs: ['ratio', 'newSymbol'] },
  CASH: terminal('CASH', ['amount']),
  STOCK: terminal('STOCK', ['ratio', 'newSymbol']),
  CASH_AND_STOCK: terminal('CASH_AND_STOCK', ['ratio', 'amount', 'newSymbol']),
  BANKRUPT: terminal('BANKRUPT', ['amount']),
  TRANSFERRED: terminal('TRANSFERRED', ['newSymbol']),
};
const WORDS: Readonly<Record<Need, string>> = {
  ratio: 'a ratio (new shares for one old, such as 4, 4:1 or 0.1)',
  amount: 'an amount (US dollars a share; 0 where nothing was left)',
  newSymbol: 'a new_symbol',
};

/** Whether a cell is a word of the action column. */
export function isAction(text: string): boolean {
  return wordOf(text) in ACTIONS;
}

/** The plain layout: `SIVB,2023-03-28,BANKRUPT,,0.40,SIVBQ`. */
export async function readPlainActions(
  table: Table,
  rows: ActionRows,
  context: ActionContext,
): Promise<void> {
  const columns = locate(table.header, LAYOUT, rows.sink);
  const remarks = new Remarks();
  const take = (record: TextRecord): Problem | null => {
    const text = (name: keyof typeof columns) => cell(record.fields, columns[name]);
    const symbol = text('symbol');
    if (symbol === '') return problem('BAD_SYMBOL', 'no symbol');
    const effectiveOn = fileDay(text('date'));
    if (effectiveOn === null) return problem('BAD_DATE', shown(text('date')));
    const word = wordOf(text('action'));
    const rule = ACTIONS[word];
    if (rule === undefined) {
      const known = Object.keys(ACTIONS).join(', ');
      return problem('BAD_ACTION', `${shown(text('action'))} is none of ${known}`);
    }
    const ratio = text('ratio') === '' ? null : ratioOf(text('ratio'));
    const amount = text('amount') === '' ? null : money(text('amount'));
    const newSymbol = text('new symbol') === '' ? null : text('new symbol').toUpperCase();
    if (Number.isNaN(ratio)) return problem('BAD_RATIO', shown(text('ratio')));
    if (amount !== null && !(amount >= 0)) return problem('BAD_NUMBER', shown(text('amount')));
    const missing = rule.needs.find((need) => ({ ratio, amount, newSymbol })[need] === null);
    if (missing !== undefined) return problem('BAD_ACTION', `${word} needs ${WORDS[missing]}`);
    if (!isTradingDay(effectiveOn)) {
      remarks.add('NOT_A_TRADING_DAY', `${symbol} ${formatDay(effectiveOn)}`);
    }
    const { kind, terminalKind } = rule;
    rows.add(record, { symbol, effectiveOn, kind, terminalKind, ratio, amount, newSymbol });
    return null;
  };
  const rules = { fieldCount: context.fieldCount, isHandWritten: true };
  await eachRow(table, rows.sink, rules, take);
  remarks.pass(
    rows.sink,
    'NOT_A_TRADING_DAY',
    (n) => `${n} actions are dated on a day when the exchange was closed`,
  );
}

function wordOf(text: string): string {
  return text.trim().toUpperCase().replace(/[ -]/g, '_');
}

function terminal(terminalKind: TerminalKind, needs: readonly Need[]): ActionRule {
  return { kind: 'TERMINAL', terminalKind, needs };
}
