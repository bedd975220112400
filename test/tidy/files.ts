import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json, wherever this file was compiled to. */
export const ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));

/** A file of the project, with its path from the top, separated by slashes. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** All files below `folders` whose name matches; folders that are not there hold none. */
export function filesBelow(folders: readonly string[], pattern: RegExp): ProjectFile[] {
  return folders.flatMap((folder) => pathsBelow(folder, pattern).map(projectFile));
}

export function projectFile(path: string): ProjectFile {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}

export function exists(path: string): boolean {
  return existsSync(join(ROOT, path));
}

/** Names of the folders directly below `folder`. */
export function foldersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** What others wrote: generated types, and packages of tests. */
const SKIPPED = new Set(['generated', 'node_modules']);

function pathsBelow(folder: string, pattern: RegExp): string[] {
  if (!exists(folder)) return [];
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : pathsBelow(path, pattern);
      return pattern.test(entry.name) ? [path] : [];
    });
}

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder));
}
