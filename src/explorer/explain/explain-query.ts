import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Answer, Result } from '../ask/answers.js';
import { inWords } from '../result/format.js';
import { operationOf, type Shape, shapesOf } from '../result/shape.js';
import { isObject, listTables, type Table } from '../result/tables.js';

/** What a report says about itself, in words, and the days of one short position. */
export interface Explained {
  readonly lines: readonly { readonly term: string; readonly words: readonly string[] }[];
  readonly days: Table | null;
}

const ABOUT = `window { fromOn toOn baseOn endOn tradingDays }
  coverage { requested used warnings { code count message } }
  checks { name residual }`;

const DAYS = `lines(first: 1) { nodes { security { symbol } days {
  tradedOn settledOn countedShares previousClose close isStale splitFactor pnl
  dividendsPaid financingCost closingShares netShorting } } }`;

/**
 * The query that asks the report around a number about itself, with the arguments that the answer
 * was asked with. With a symbol it also asks a report of shorts for the days of that security.
 * Null when the number stands in no report.
 */
export function explainQuery(
  schema: GraphQLSchema,
  answer: Pick<Answer, 'query' | 'operationName'>,
  path: readonly Shape[],
  symbol: string | null,
): string | null {
  const depth = path.findLastIndex(({ type }) => isReport(schema, type));
  const report = path[depth];
  if (report === undefined) return null;
  const field = nodeOf(report, selectionOf(`{ ${ABOUT} ${optionsOf(schema, report.type)} }`));
  const fields = [aliased(field, 'report')];
  if (report.type === 'ShortReport' && symbol !== null) {
    fields.push(
      aliased(
        { ...nodeOf(report, selectionOf(`{ ${DAYS} }`)), ...ofSymbol(report, symbol) },
        'one',
      ),
    );
  }
  const around = path.slice(0, depth);
  if (around.some(({ isList }) => isList)) return null;
  const selectionSet = around.reduceRight<SelectionSetNode>(
    (inner, shape) => ({ kind: Kind.SELECTION_SET, selections: [nodeOf(shape, inner)] }),
    { kind: Kind.SELECTION_SET, selections: fields },
  );
  return printed(answer, selectionSet);
}

function isReport(schema: GraphQLSchema, name: string): boolean {
  const type = schema.getType(name);
  const report = schema.getType('Report');
  if (!isObjectType(type) || !isInterfaceType(report)) return name === 'Report';
  return type.getInterfaces().includes(report);
}

/** `options { ... }` with all of its fields, where the report has options. */
function optionsOf(schema: GraphQLSchema, name: string): string {
  const type = schema.getType(name);
  const options = isObjectType(type) ? type.getFields().options : undefined;
  const used = options && schema.getType(String(options.type).replaceAll(/[[\]!]/g, ''));
  return isObjectType(used) ? `options { ${Object.keys(used.getFields()).join(' ')} }` : '';
}

function nodeOf({ field, args }: Shape, selectionSet: SelectionSetNode): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: field },
    arguments: args,
    selectionSet,
  };
}

function aliased(node: FieldNode, name: string): FieldNode {
  return { ...node, alias: { kind: Kind.NAME, value: name } };
}

/** The arguments of a report for one security: the set is narrowed to its symbol. */
function ofSymbol({ args, parentType }: Shape, symbol: string): { arguments: ArgumentNode[] } {
  const others = args.filter(({ name }) => name.value !== 'where');
  if (parentType === 'Security') return { arguments: others };
  const written = `{ f(where: {symbols: [${JSON.stringify(symbol)}]}) }`;
  const where = (selectionOf(written).selections[0] as FieldNode).arguments ?? [];
  return { arguments: [...others, ...where] };
}

function selectionOf(text: string): SelectionSetNode {
  const definition = parse(text).definitions[0];
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no selection: ${text}`);
  return definition.selectionSet;
}

/** The query as text, with those variables of the answer's operation that it uses. */
function printed(
  { query, operationName }: Pick<Answer, 'query' | 'operationName'>,
  selectionSet: SelectionSetNode,
): string | null {
  const operation = operationOf(parse(query), operationName);
  if (operation === null) return null;
  const used = new Set<string>();
  visit(selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  return print({
    ...operation,
    name: { kind: Kind.NAME, value: 'ExplainNumber' },
    variableDefinitions: (operation.variableDefinitions ?? []).filter((it) =>
      used.has(it.variable.name.value),
    ),
    selectionSet,
  });
}

/** The symbol of a row, for a line of a report. */
export function symbolOf(row: Readonly<Record<string, unknown>>): string | null {
  const names = ['security.symbol', 'node.symbol', 'symbol'];
  const value = names.map((name) => row[name]).find((it) => typeof it === 'string');
  return typeof value === 'string' ? value : null;
}

/** The answer of `explainQuery` in words. */
export function explanationOf(schema: GraphQLSchema, query: string, result: Result): Explained {
  const report = find(result.data, 'report');
  if (report === null) {
    const words = (result.errors ?? []).map(({ message }) => String(message));
    return { lines: [{ term: 'Report', words }], days: null };
  }
  const { window, options, coverage, checks } = report;
  const lines = [
    { term: 'Window', words: isObject(window) ? [windowWords(window)] : [] },
    { term: 'Options', words: isObject(options) ? [optionWords(options)] : [] },
    { term: 'Coverage', words: isObject(coverage) ? coverageWords(coverage) : [] },
    { term: 'Checks', words: Array.isArray(checks) ? checks.filter(isObject).map(checkWords) : [] },
  ].filter(({ words }) => words.length > 0);
  const data = isObject(result.data) ? result.data : {};
  const tables = listTables(shapesOf(schema, parse(query)), data);
  return { lines, days: tables.find(({ path }) => path.at(-1)?.field === 'days') ?? null };
}

type Data = Readonly<Record<string, unknown>>;

function find(data: unknown, name: string): Data | null {
  if (!isObject(data)) return null;
  if (isObject(data[name])) return data[name];
  return Object.values(data).reduce<Data | null>((found, it) => found ?? find(it, name), null);
}

function windowWords({ baseOn, endOn, tradingDays }: Data): string {
  return `from the close of ${baseOn} to that of ${endOn}, ${tradingDays} trading days`;
}

function optionWords(options: Data): string {
  const told = Object.entries(options).filter(([, value]) => value !== null);
  return told.map(([name, value]) => `${inWords(name)}: ${value}`).join(', ');
}

function coverageWords({ requested, used, warnings }: Data): string[] {
  const told = Array.isArray(warnings) ? warnings.filter(isObject) : [];
  return [
    `${used} of ${requested} members have the data`,
    ...told.map(({ code, count, message }) => `${code} (${count}): ${message}`),
  ];
}

function checkWords({ name, residual }: Data): string {
  return `${name}: left over ${residual === null ? 'unknown' : String(residual)}`;
}
