/** One source text three ways; line ends and offsets are those of the source. */
export interface Scan {
  /** Without comments, and with blanks inside of strings, templates and regular expressions. */
  readonly code: string;
  /** Without comments only. */
  readonly text: string;
}

const TOKEN = new RegExp(
  [
    String.raw`\/\/[^\n]*`,
    String.raw`\/\*[\s\S]*?\*\/`,
    String.raw`'(?:[^'\\\n]|\\.)*'`,
    String.raw`"(?:[^"\\\n]|\\.)*"`,
    '`(?:[^`\\\\]|\\\\[\\s\\S])*`',
    String.raw`\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/`,
  ].join('|'),
  'g',
);
const KEYWORD_BEFORE_REGEX = /(?:^|[^\w$.])(?:return|case|typeof|of|in)$/;

/** Blanks out what is not code. A small scanner, good for text that a formatter has laid out. */
export function scan(source: string): Scan {
  const code: string[] = [];
  const text: string[] = [];
  let done = 0;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(source); found !== null; found = TOKEN.exec(source)) {
    const [token] = found;
    const isComment = token.startsWith('//') || token.startsWith('/*');
    if (!isComment && token.startsWith('/') && isDivision(source, found.index)) {
      TOKEN.lastIndex = found.index + 1;
      continue;
    }
    const before = source.slice(done, found.index);
    const blank = token.replace(/[^\n]/g, ' ');
    code.push(before, isComment ? blank : `${token[0]}${blank.slice(2)}${token.at(-1)}`);
    text.push(before, isComment ? blank : token);
    done = found.index + token.length;
  }
  const rest = source.slice(done);
  return { code: code.join('') + rest, text: text.join('') + rest };
}

/** Whether a slash divides: after a value, or inside of a tag. */
function isDivision(source: string, at: number): boolean {
  const before = source.slice(Math.max(0, at - 40), at).trimEnd();
  return /[\w$)\]}'"`<]$/.test(before) && !KEYWORD_BEFORE_REGEX.test(before);
}

/** A function with a body in braces. */
export interface FoundFunction {
  readonly line: number;
  readonly lineCount: number;
}

const METHOD =
  /^(?:(?:public|private|protected|static|override|async|[gs]et)\s+)*\*?\s*([\w$#]+)\s*(?:<.*>)?\(/;
const STATEMENTS = new Set(['if', 'for', 'while', 'switch', 'catch', 'with', 'return', 'await']);

/**
 * Functions, methods and arrow functions, from the line of their name to their last brace. One
 * that holds tests is a list and not counted.
 */
export function functionsOf(code: string): FoundFunction[] {
  const found: FoundFunction[] = [];
  const open: number[] = [];
  const partner = new Map<number, number>();
  for (const { index, 0: bracket } of code.matchAll(/[(){}]/g)) {
    if (bracket === '(' || bracket === '{') open.push(index);
    else {
      const start = open.pop() ?? 0;
      partner.set(index, start);
      const isList = /\n\s*test\(/.test(code.slice(start, index));
      if (bracket === '}' && !isList && isBody(code, start, partner)) {
        const line = lineAt(code, headStart(code, start, partner));
        found.push({ line, lineCount: lineAt(code, index) - line + 1 });
      }
    }
  }
  return found;
}

function isBody(code: string, brace: number, partner: ReadonlyMap<number, number>): boolean {
  const head = code.slice(headStart(code, brace, partner), brace).trim();
  if (head.endsWith('=>') || /\bfunction\b/.test(head)) return true;
  const name = METHOD.exec(head)?.[1];
  return name !== undefined && !STATEMENTS.has(name) && /\)(?::[^=]*[^=<|&,])?$/.test(head);
}

/** Where the line of a brace starts; of several, as parameters may take, the first. */
function headStart(code: string, brace: number, partner: ReadonlyMap<number, number>): number {
  const start = code.lastIndexOf('\n', brace) + 1;
  const first = start + (code.slice(start).match(/^\s*/)?.[0].length ?? 0);
  if (code[first] !== ')') return first;
  const paren = partner.get(first) ?? first;
  const line = code.lastIndexOf('\n', paren) + 1;
  return line + (code.slice(line).match(/^\s*/)?.[0].length ?? 0);
}

/** Number of the line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
