import { dirname, join } from 'node:path/posix';
import type { ProjectFile } from './files.js';
import { scan } from './scan.js';

/** One import of a file. */
export interface Import {
  readonly from: string;
  /** Path from the top of the project, or the name of a package. */
  readonly to: string;
  readonly isPackage: boolean;
  /** Written `import type`: gone when the program runs. */
  readonly isTypeOnly: boolean;
  /** Written `import()`: loaded when it is needed. */
  readonly isLazy: boolean;
}

const STATIC = /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[\w*${},\s]*?\sfrom\s+)?'([^']+)'/g;
const LAZY = /\bimport\(\s*'([^']+)'\s*\)/g;
/** A module that is named as a file, for a process of its own. */
const NAMED = /'(\.{1,2}\/[\w./-]+\.js)'/g;

/** Every import of the files; what names no file of `paths` stays as it is written. */
export function importsOf(files: readonly ProjectFile[], paths: ReadonlySet<string>): Import[] {
  return files.flatMap(({ path, text }) => {
    const source = scan(text).text;
    const make = (to: string, isTypeOnly: boolean, isLazy: boolean) => {
      const isPackage = !to.startsWith('.');
      const target = isPackage ? packageOf(to) : resolve(path, to, paths);
      return { from: path, to: target, isPackage, isTypeOnly, isLazy };
    };
    return [
      ...[...source.matchAll(STATIC)].map(([, type, to]) =>
        make(to as string, type !== undefined, false),
      ),
      ...[...source.matchAll(LAZY)].map(([, to]) => make(to as string, false, true)),
    ];
  });
}

/** Paths of files that `files` name in a string, such as a program to start. */
export function filesNamedIn({ path, text }: ProjectFile, paths: ReadonlySet<string>): string[] {
  return [...scan(text).text.matchAll(NAMED)].map(([, to]) => resolve(path, to as string, paths));
}

function resolve(from: string, to: string, paths: ReadonlySet<string>): string {
  const path = join(dirname(from), to);
  const candidates = [path, path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')];
  return candidates.find((candidate) => paths.has(candidate)) ?? path;
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:';
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Groups of files that need each other when they are loaded, each in alphabetical order. */
export function cyclesOf(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to, isPackage, isTypeOnly, isLazy } of imports) {
    if (isPackage || isTypeOnly || isLazy) continue;
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  return components(next).filter(
    (group) => group.length > 1 || next.get(group[0] as string)?.includes(group[0] as string),
  );
}

/** Strongly connected components, by Tarjan's algorithm. */
function components(next: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const groups: string[][] = [];
  const visit = (node: string): number => {
    const index = order.size;
    order.set(node, index);
    low.set(node, index);
    stack.push(node);
    for (const to of next.get(node) ?? []) {
      const seen = order.has(to);
      if (seen && !stack.includes(to)) continue;
      const reached = seen ? (order.get(to) as number) : visit(to);
      low.set(node, Math.min(low.get(node) as number, reached));
    }
    if (low.get(node) === index) groups.push(stack.splice(stack.indexOf(node)).sort());
    return low.get(node) as number;
  };
  for (const node of next.keys()) if (!order.has(node)) visit(node);
  return groups;
}
