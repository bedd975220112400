import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BANNED } from './banned.js';
import { cyclesOf, type Import, importsOf } from './imports.js';
import { judge } from './matrix.js';
import { functionsOf, scan } from './scan.js';

// The rules are only as good as the eyes that look for what breaks them.

describe('scan', () => {
  test('blanks comments and what is inside of quotes, and keeps offsets', () => {
    const lines = [
      "const a = 'x // y'; // as any",
      'const b = `{ {a} }`;',
      '/* { */ const c = 4 / 2;',
    ];
    const source = lines.join('\n');
    const { code, text } = scan(source);
    assert.equal(code.length, source.length);
    assert.equal(code.split('\n')[0]?.trimEnd(), "const a = '      ';");
    assert.equal(code.split('\n')[1], 'const b = `       `;');
    assert.equal(code.split('\n')[2]?.trim(), 'const c = 4 / 2;');
    assert.match(text, /'x \/\/ y'/);
    assert.doesNotMatch(text, /as any/);
  });

  test('tells a regular expression from a division', () => {
    const { code } = scan("const a = /'{/.test(b);\nconst c = (d) / 2; // it's\nreturn /}/;");
    assert.doesNotMatch(code, /[{}']/);
    assert.match(code, /\(d\) \/ 2;/);
  });
});

describe('functions', () => {
  const linesOf = (source: string) => functionsOf(scan(source).code).map((it) => it.lineCount);

  test('are counted from their name to their last brace', () => {
    assert.deepEqual(linesOf('function f(\n  a: string,\n): void {\n  g();\n}'), [5]);
    assert.deepEqual(linesOf('class A {\n  private b(c: D): E<{ x: 1 }> {\n    d();\n  }\n}'), [3]);
    assert.deepEqual(linesOf('const f = async () => {\n  g();\n};'), [3]);
  });

  test('are neither blocks nor objects nor lists of tests', () => {
    assert.deepEqual(linesOf('if (a) {\n  b();\n} else if (\n  c\n) {\n  d();\n}'), []);
    assert.deepEqual(linesOf('const a = f({\n  b: 1,\n});\nclass B {\n  c = 1;\n}'), []);
    assert.deepEqual(linesOf("describe('a', () => {\n  test('b', c);\n});"), []);
  });
});

describe('imports', () => {
  const files = (texts: Record<string, string>) =>
    Object.entries(texts).map(([path, text]) => ({ path, text }));
  const of = (texts: Record<string, string>) =>
    importsOf(files(texts), new Set(Object.keys(texts)));

  test('are found in every spelling', () => {
    const text = [
      "import type { A } from './b.js';",
      "import {\n  b,\n} from './b.js';",
      "import 'reflect-metadata';",
      "export { c } from '@scope/name/part';",
      "const d = await import('node:fs');",
      "// import { e } from './gone.js';",
    ].join('\n');
    const found = of({ 'src/a.ts': text, 'src/b.ts': '' });
    assert.deepEqual(
      found.map(({ to, isTypeOnly, isLazy }) => [to, isTypeOnly, isLazy]),
      [
        ['src/b.ts', true, false],
        ['src/b.ts', false, false],
        ['reflect-metadata', false, false],
        ['@scope/name', false, false],
        ['node:', false, true],
      ],
    );
  });

  test('that close a circle are found, unless they are of types or lazy', () => {
    const circle = { 'src/a.ts': "import { b } from './b.js';", 'src/c.ts': "import './a.js';" };
    const closing = (text: string) => cyclesOf(of({ ...circle, 'src/b.ts': text }));
    assert.deepEqual(closing("import { c } from './c.js';"), [
      ['src/a.ts', 'src/b.ts', 'src/c.ts'],
    ]);
    assert.deepEqual(closing("import type { C } from './c.js';"), []);
    assert.deepEqual(closing("const c = await import('./c.js');"), []);
  });
});

describe('the matrix', () => {
  const one = (from: string, to: string, isTypeOnly = false): Import => {
    return { from, to, isPackage: !to.includes('.ts'), isTypeOnly, isLazy: false };
  };
  const isAllowed = (it: Import) => judge([it]).forbidden.length === 0;

  test('lets a room import itself, words and what is listed', () => {
    assert.ok(isAllowed(one('src/panel/build.ts', 'src/panel/panel.ts')));
    assert.ok(isAllowed(one('src/panel/build.ts', 'src/symbol.ts')));
    assert.ok(isAllowed(one('src/panel/build.ts', 'src/kernels/sum.ts')));
    assert.ok(isAllowed(one('src/store/check.ts', 'typeorm')));
  });

  test('forbids the rest', () => {
    assert.ok(!isAllowed(one('src/kernels/sum.ts', 'src/symbol.ts')));
    assert.ok(!isAllowed(one('src/panel/build.ts', 'src/store/store.ts')));
    assert.ok(!isAllowed(one('src/shorts/short-set.ts', 'src/panel/load.ts')));
    assert.ok(!isAllowed(one('src/flows/flow-model.ts', 'typeorm')));
    assert.ok(!isAllowed(one('src/time/day.ts', 'a-package-that-nobody-listed')));
  });

  test('tells types from values', () => {
    assert.ok(isAllowed(one('src/graphql/context.ts', 'src/store/store.ts', true)));
    assert.ok(!isAllowed(one('src/graphql/context.ts', 'src/store/store.ts')));
  });

  test('lists permissions that nobody used', () => {
    assert.ok(judge([]).unused.includes('panel: kernels'));
    const used = judge([one('src/panel/build.ts', 'src/kernels/sum.ts')]).unused;
    assert.ok(!used.includes('panel: kernels'));
  });
});

describe('banned words', () => {
  const SAMPLES = [
    ['a date object', 'Date.now()', 'resetDate(now)'],
    ['toFixed', 'x.toFixed(2)', 'isFixed'],
    ['console', 'console.log(x)', 'consoles'],
    ['the environment', 'process.env.HOME', 'process.exitCode'],
    ['any', 'x as any', 'as many'],
    ['a silenced type error', '// @ts-ignore', '// @ts-expect-error: a reason'],
    ['a chosen test', 'test.only(x)', 'read.only'],
    ['an open end', '// TODO later', '// TODO(#12) later'],
    ['a path of one machine', "'/home/ann/x'", "'./home/ann/x'"],
  ];

  test('are found, and words like them are not', () => {
    for (const { what, pattern } of BANNED) {
      const [, bad, good] = SAMPLES.find(([name]) => name === what) ?? [];
      assert.equal([...(bad ?? '').matchAll(pattern)].length, 1, what);
      assert.equal([...(good ?? '').matchAll(pattern)].length, 0, what);
    }
  });
});
