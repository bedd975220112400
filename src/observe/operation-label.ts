/** What stands for operations without a name of their own among the labels. */
export const OTHER = 'other';

const MAX_NAMES = 100;
const FORM = /^[_A-Za-z]\w{0,59}$/;

/**
 * Names of operations as labels of metrics. A label costs memory for ever, so that a stranger must
 * not make new ones: those of trusted documents are known from the start, callers with a key may
 * add up to a hundred, and everything else is `other`.
 */
export class OperationLabels {
  readonly #names: Set<string>;
  readonly #max: number;

  constructor(known: Iterable<string>) {
    this.#names = new Set(known);
    this.#max = this.#names.size + MAX_NAMES;
  }

  of(name: string | null, hasKey: boolean): string {
    if (name === null) return OTHER;
    if (this.#names.has(name)) return name;
    if (!hasKey || !FORM.test(name) || this.#names.size >= this.#max) return OTHER;
    this.#names.add(name);
    return name;
  }
}

/** The names of the operations in a document. */
export function operationNames(document: string): string[] {
  const found = document.matchAll(/^\s*(?:query|subscription)\s+([_A-Za-z]\w*)/gm);
  return Array.from(found, ([, name]) => name as string);
}
