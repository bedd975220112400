import assert from 'node:assert/strict';
import { dirname, join } from 'node:path/posix';
import { describe, test } from 'node:test';
import { VARIABLES } from '../src/config.js';
import { ERRORS } from '../src/errors.js';
import { FORMAT_NAMES } from '../src/importers/format.js';
import { REASONS } from '../src/importers/formats/reasons.js';
import { BANNED } from './tidy/banned.js';
import { exists, filesBelow, foldersIn, type ProjectFile, projectFile } from './tidy/files.js';
import { cyclesOf, filesNamedIn, importsOf } from './tidy/imports.js';
import { judge } from './tidy/matrix.js';
import { functionsOf, lineAt, scan } from './tidy/scan.js';

// The rules of the house that a machine can check. Each test lists every place that breaks its
// rule, so that one run is enough to mend them.

const FILE_LINES_MAX = 400;
const FUNCTION_LINES_MAX = 70;
const WIDTH_MAX = 100;

const source = filesBelow(['src', 'migrations'], /\.tsx?$/);
const tests = filesBelow(['test'], /\.tsx?$/);
const code = [...source, ...tests];
const documents = [
  ...['README.md', 'CHANGELOG.md'].filter(exists).map(projectFile),
  ...filesBelow(['docs', 'src', 'migrations', 'test', 'schema'], /\.md$/),
];
const others = filesBelow(
  ['.ci', 'docker', 'schema', 'src/build', 'src/explorer', 'test/tools'],
  /^[^.]+$|\.(?!md|tsx?)\w+$/,
);
const scans = new Map(code.map((file) => [file.path, scan(file.text)]));
const paths = new Set(code.map(({ path }) => path));
const imports = importsOf(code, paths);

/** Fails with every place that breaks a rule, one a line. */
function none(broken: readonly string[], rule: string): void {
  assert.equal(broken.length, 0, `${rule}:\n  ${broken.join('\n  ')}`);
}

function codeOf({ path }: ProjectFile): string {
  return scans.get(path)?.code ?? '';
}

describe('size', () => {
  test(`no file is longer than ${FILE_LINES_MAX} lines`, () => {
    const long = code.filter(({ text }) => text.trimEnd().split('\n').length > FILE_LINES_MAX);
    none(
      long.map(({ path }) => path),
      'split these files',
    );
  });

  test(`no function is longer than ${FUNCTION_LINES_MAX} lines`, () => {
    const long = code.flatMap((file) =>
      functionsOf(codeOf(file))
        .filter(({ lineCount }) => lineCount > FUNCTION_LINES_MAX)
        .map(({ line, lineCount }) => `${file.path}:${line} has ${lineCount} lines`),
    );
    none(long, 'split these functions');
  });

  test(`no line is wider than ${WIDTH_MAX} columns`, () => {
    const wide = code.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, k) => (line.length > WIDTH_MAX ? [`${path}:${k + 1}`] : [])),
    );
    none(wide, 'break these lines');
  });

  test('the source is ASCII, but for texts that a browser shows', () => {
    const odd = [...code, ...others]
      .filter(({ path }) => !/^src\/explorer\/.*\.(tsx|css|html|svg)$/.test(path))
      .flatMap(({ path, text }) => {
        const at = text.search(/[^\n\t\x20-\x7e]/);
        return at < 0 ? [] : [`${path}:${lineAt(text, at)}`];
      });
    none(odd, 'write these as escapes');
  });
});

describe('imports', () => {
  const ofSource = imports.filter(({ from }) => !from.startsWith('test/'));

  test('follow the matrix', () => {
    none(judge(ofSource).forbidden, 'test/tidy/matrix.ts allows none of these');
  });

  test('use every permission of the matrix', () => {
    none(judge(ofSource).unused, 'take these out of test/tidy/matrix.ts');
  });

  test('have no cycles', () => {
    none(
      cyclesOf(imports).map((group) => group.join(' <-> ')),
      'untie these',
    );
  });

  test('of the naive twins reach nothing that they are held against', () => {
    const bad = imports.filter(
      ({ from, to, isPackage }) =>
        from.startsWith('test/oracle/') && !isPackage && !to.startsWith('test/oracle/'),
    );
    none(
      bad.map(({ from, to }) => `${from} imports ${to}`),
      'write these from the methodology',
    );
  });

  test('of kernel tests reach no data and no server', () => {
    const bad = imports.filter(
      ({ from, to, isPackage }) =>
        from.startsWith('test/kernels/') &&
        !isPackage &&
        !/^(src\/(kernels|time)|test\/(kernels|oracle))\//.test(to),
    );
    none(
      bad.map(({ from, to }) => `${from} imports ${to}`),
      'a kernel needs only numbers',
    );
  });

  test('reach every file from the program or a test', () => {
    const roots = [...paths].filter((path) => ENTRY.test(path));
    const reached = new Set(roots);
    const next = new Map<string, string[]>();
    for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
    for (const file of code) {
      next.set(file.path, [...(next.get(file.path) ?? []), ...filesNamedIn(file, paths)]);
    }
    for (const path of reached) for (const to of next.get(path) ?? []) reached.add(to);
    none(
      [...paths].filter((path) => !reached.has(path)),
      'nothing needs these files',
    );
  });
});

/** Files that a command, a page or the test runner starts. */
const ENTRY = new RegExp(
  [
    /^src\/(main|cli|explorer\/(main|vite\.config))\.ts$/,
    /^test\/((abuse|audit|bench|bench-import|chaos|replication)\/)?run(-http|-docs)?\.ts$/,
    /^test\/clients\/tada\/ask\.ts$/,
    /\.test\.ts$/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

describe('words', () => {
  for (const { what, pattern, instead, within, except, isEverywhere } of BANNED) {
    test(`${what} is nowhere: use ${instead}`, () => {
      const files = isEverywhere === true ? [...code, ...documents, ...others] : code;
      const found = files
        .filter(({ path }) => within.test(path) && except?.test(path) !== true)
        .flatMap((file) => {
          const text = isEverywhere === true ? file.text : codeOf(file);
          return [...text.matchAll(pattern)].map(
            ({ index, 0: word }) => `${file.path}:${lineAt(text, index)} ${word}`,
          );
        });
      none(found, `use ${instead}`);
    });
  }
});

describe('kernels', () => {
  const kernels = filesBelow(['src/kernels'], /\.ts$/);
  const nameOf = (path: string) => path.replace(/^.*\//, '').replace(/\.ts$/, '');

  test('have a naive twin or a test of the same name', () => {
    const alone = kernels.filter(({ path }) => {
      const name = nameOf(path);
      return !exists(`test/oracle/${name}.ts`) && !exists(`test/kernels/${name}.test.ts`);
    });
    none(
      alone.map(({ path }) => path),
      'these need one',
    );
  });

  test('name their entry of the methodology', () => {
    // Adding up is no measure, nor is putting in order.
    const others = ['sum', 'compare-numbers'];
    const nameless = kernels.filter(
      ({ path, text }) => !others.includes(nameOf(path)) && !/\bM\d+/.test(text),
    );
    none(
      nameless.map(({ path }) => path),
      'say which measure these compute',
    );
  });
});

describe('errors', () => {
  const codes = Object.keys(ERRORS);
  const isNamedIn = (files: readonly ProjectFile[], name: string) =>
    files.some(({ path, text }) => path !== 'src/errors.ts' && text.includes(`'${name}'`));

  test('have no code that nothing ends with', () => {
    none(
      codes.filter((name) => !isNamedIn(source, name)),
      'take these out or use them',
    );
  });

  test('have no code without a test', () => {
    const names = tests.filter(({ path }) => path !== 'test/tidy.test.ts');
    none(
      codes.filter((name) => !isNamedIn(names, name)),
      'bring these about in a test',
    );
  });
});

describe('documents', () => {
  const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '');

  test('have one title', () => {
    const bad = documents.filter(({ text }) => withoutCode(text).match(/^# /gm)?.length !== 1);
    none(
      bad.map(({ path }) => path),
      'give these one line that starts with #',
    );
  });

  test('link to what is there', () => {
    const broken = documents.flatMap(({ path, text }) =>
      [...withoutCode(text).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
        .map(([, target]) => target as string)
        .filter((target) => !/^\w+:/.test(target) && !exists(join(dirname(path), target)))
        .map((target) => `${path} links to ${target}`),
    );
    none(broken, 'mend these links');
  });

  test('say in 3 to 10 lines what each room is for', () => {
    const rooms = [...foldersIn('src').map((name) => `src/${name}`), 'migrations', 'test'];
    const bad = rooms.filter((room) => {
      const readme = documents.find(({ path }) => path === `${room}/README.md`);
      const lines = readme?.text.split('\n').filter((line) => /^[^#\s]|^\s+\S/.test(line));
      return lines === undefined || lines.length < 3 || lines.length > 10;
    });
    none(bad, 'these need a README.md of 3 to 10 lines');
  });

  test('name every setting', () => {
    const { text } = projectFile('README.md');
    none(
      VARIABLES.map(({ name }) => name).filter((name) => !text.includes(name)),
      'not in README',
    );
  });

  test('describe every file format and every reason, and no others', () => {
    const { text } = projectFile('docs/data-formats.md');
    const words = source.map((file) => file.text).join('\n');
    const told = [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, name]) => name as string);
    none(
      [...new Set(told)].filter((name) => !words.includes(name)),
      'not in the source',
    );
    none(
      Object.keys(REASONS).filter((name) => !text.includes(`\`${name}\``)),
      'describe these',
    );
    none(
      FORMAT_NAMES.filter((name) => !text.includes(`## ${name}\n`)),
      'describe these formats',
    );
  });

  test('show commands that there are', () => {
    const known = new Set<string>(FORMAT_NAMES);
    for (const { text } of filesBelow(['src/cli'], /\.ts$/)) {
      for (const [, name] of text.matchAll(/\.command\('(\w+)'\)/g)) known.add(name as string);
    }
    const shown = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/\blowtide (?:import )?([a-z-]+)/g)].map(([line, name]) => ({
        place: `${path}: ${line}`,
        name: name as string,
      })),
    );
    none(
      shown.filter(({ name }) => !known.has(name)).map(({ place }) => place),
      'no such command',
    );
  });
});
