/** Something that must not stand in the project, and what stands there instead. */
export interface Banned {
  /** Its name, for the test. */
  readonly what: string;
  readonly pattern: RegExp;
  readonly instead: string;
  /** Files that are looked at, by path. */
  readonly within: RegExp;
  /** Files among them that may. */
  readonly except?: RegExp;
  /** Whether comments and strings count as well. */
  readonly isEverywhere?: boolean;
}

const SOURCE = /^(src|migrations)\//;
const TESTS = /^test\//;
const ALL = /^/;
const OWN = /^test\/tidy/;

export const BANNED: readonly Banned[] = [
  {
    what: 'a date object',
    pattern: /\bnew Date\b|\bDate\.(now|parse|UTC)\b/g,
    instead: 'a Day of time/day.ts, or a clock that the caller hands in',
    within: SOURCE,
    except: /^src\/(time\/day\.ts|server\/|explorer\/panes\/draw-chart\.ts)/,
  },
  {
    what: 'toFixed',
    pattern: /\.toFixed\b/g,
    instead: 'a scalar that rounds on its way out, or Math.round',
    within: SOURCE,
  },
  {
    what: 'console',
    pattern: /\bconsole\./g,
    instead: 'the logger of the server or the terminal',
    within: ALL,
  },
  {
    what: 'the environment',
    pattern: /\bprocess\.env\b/g,
    instead: 'the Config of config.ts',
    within: SOURCE,
    except: /^src\/config\.ts$/,
  },
  {
    what: 'any',
    pattern: /\bas any\b|: any\b|<any>/g,
    instead: 'the type, or unknown',
    within: ALL,
  },
  {
    what: 'a silenced type error',
    pattern: /@ts-(ignore|nocheck)\b/g,
    instead: 'a type that holds',
    within: ALL,
    isEverywhere: true,
  },
  {
    what: 'a chosen test',
    pattern: /\b(test|it|describe)\.only\b|\bonly: true\b/g,
    instead: 'the whole suite',
    within: TESTS,
  },
  {
    what: 'an open end',
    pattern: /\b(TODO|FIXME|XXX|HACK)\b(?! ?\(?#\d+)/g,
    instead: 'the work itself, or the number of the issue behind the word',
    within: ALL,
    isEverywhere: true,
  },
  {
    what: 'a path of one machine',
    pattern: /(?<![\w.])\/(?:home|root|tmp|work|farm|Users)\/\w/g,
    instead: 'a path relative to the project, or os.tmpdir()',
    within: ALL,
    isEverywhere: true,
  },
].map((rule) => ({ ...rule, except: either(rule.except, OWN) }));

function either(first: RegExp | undefined, second: RegExp): RegExp {
  return first === undefined ? second : new RegExp(`${first.source}|${second.source}`);
}
