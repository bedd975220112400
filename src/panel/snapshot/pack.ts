import { setImmediate } from 'node:timers/promises';
import { DayAxis } from '../../time/day-axis.js';

/** Bytes of one column, or of some JSON. */
export interface Section {
  readonly kind: SectionKind;
  readonly bytes: Uint8Array;
}

const COLUMNS = { Float64Array, Int32Array, Uint32Array, Uint16Array, Uint8Array };
export type SectionKind = keyof typeof COLUMNS | 'JSON';

/** Longer lists are laid in sections of their own, so that nobody waits for the whole of one. */
const BLOCK = 512;

/**
 * Takes a panel apart: typed arrays become sections as they are, long lists become blocks of JSON,
 * and the last section is the JSON of the rest. Walks over whatever the object holds, so that a new
 * column needs no line here. Others get their turn between blocks. Throws for what is no data,
 * such as a function, by the path to it.
 */
export async function pack(value: unknown): Promise<Section[]> {
  const packer = new Packer();
  const root = await packer.pack(value, '');
  packer.add(root);
  return packer.sections;
}

/** The inverse of `pack`; sections of columns are not copied. */
export async function unpack(sections: readonly Section[]): Promise<unknown> {
  const lists: unknown[] = [];
  for (const [k, { kind, bytes }] of sections.entries()) {
    if (kind !== 'JSON') {
      const make = COLUMNS[kind];
      const length = bytes.byteLength / make.BYTES_PER_ELEMENT;
      lists[k] = new make(bytes.buffer as ArrayBuffer, bytes.byteOffset, length);
      continue;
    }
    lists[k] = revived(JSON.parse(textOf(bytes)), lists);
    await setImmediate();
  }
  return lists.at(-1);
}

/** A node that stands for something that JSON has not. */
interface Mark {
  readonly $: 'column' | 'list' | 'axis' | 'number';
  readonly at?: number | readonly number[];
  readonly value?: unknown;
}

class Packer {
  readonly sections: Section[] = [];
  private readonly columnAt = new Map<object, number>();

  async pack(value: unknown, path: string): Promise<unknown> {
    if (typeof value === 'number') return packNumber(value);
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return this.packList(value, path);
    if (typeof value !== 'object')
      throw new Error(`a panel cannot hold a ${typeof value}: ${path}`);
    if (ArrayBuffer.isView(value)) return { $: 'column', at: this.addColumn(value, path) };
    if (value instanceof DayAxis) return { $: 'axis', value: packAxis(value) };
    if (Object.getPrototypeOf(value) !== Object.prototype) {
      throw new Error(`a panel cannot hold a ${value.constructor.name}: ${path}`);
    }
    const packed: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(value)) {
      if (field !== undefined) packed[name] = await this.pack(field, `${path}.${name}`);
    }
    return packed;
  }

  add(value: unknown): number {
    return this.sections.push({ kind: 'JSON', bytes: Buffer.from(JSON.stringify(value)) }) - 1;
  }

  private async packList(list: readonly unknown[], path: string): Promise<unknown> {
    if (list.length <= BLOCK) {
      const packed: unknown[] = [];
      for (const [k, value] of list.entries()) {
        packed.push(isPlain(value) ? value : await this.pack(value, `${path}[${k}]`));
      }
      return packed;
    }
    const at: number[] = [];
    for (let from = 0; from < list.length; from += BLOCK) {
      at.push(this.add(await this.packList(list.slice(from, from + BLOCK), path)));
      await setImmediate();
    }
    return { $: 'list', at };
  }

  private addColumn(column: ArrayBufferView, path: string): number {
    const known = this.columnAt.get(column);
    if (known !== undefined) return known;
    const kind = column.constructor.name as SectionKind;
    if (!(kind in COLUMNS)) throw new Error(`a panel cannot hold a ${kind}: ${path}`);
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    const at = this.sections.push({ kind, bytes }) - 1;
    this.columnAt.set(column, at);
    return at;
  }
}

/** Values that JSON keeps as they are. */
function isPlain(value: unknown): boolean {
  return typeof value === 'string' || value === null;
}

function packNumber(value: number): unknown {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  return { $: 'number', value: Object.is(value, -0) ? '-0' : String(value) };
}

function packAxis({ firstOn, lastOn, length }: DayAxis) {
  return { firstOn, lastOn, isEmpty: length === 0 };
}

/** Replaces the marks in a tree; lists and columns that it names come before it. */
function revived(node: unknown, before: readonly unknown[]): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) {
    for (let k = 0; k < node.length; k++) {
      if (typeof node[k] === 'object') node[k] = revived(node[k], before);
    }
    return node;
  }
  const tree = node as Record<string, unknown>;
  if ('$' in tree) return unmarked(tree as unknown as Mark, before);
  for (const name of Object.keys(tree)) {
    if (typeof tree[name] === 'object') tree[name] = revived(tree[name], before);
  }
  return tree;
}

function unmarked({ $, at, value }: Mark, before: readonly unknown[]): unknown {
  if ($ === 'number') return Number(value);
  if ($ === 'column') return before[at as number];
  if ($ === 'list') return (at as readonly number[]).flatMap((k) => before[k] as unknown[]);
  const axis = value as ReturnType<typeof packAxis>;
  return new DayAxis(axis.firstOn, axis.lastOn, axis.isEmpty);
}

function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
}
