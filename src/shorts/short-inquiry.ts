import { type Check, check, type DataWarning } from '../graphql/coverage.type.js';
import { Kept } from '../panel/kept.js';
import { pricedDays } from '../panel/priced-days.js';
import type { Panel } from '../panel/panel.js';
import type { GroupDimension } from '../securities/group-members.js';
import { checkFilter } from '../securities/check-filter.js';
import { sizeCrossers } from '../securities/size-crossers.js';
import { resolveUniverse, type SecurityFilter } from '../securities/universe.js';
import { type ResolvedWindow, resolveWindow, type WindowRequest } from '../time/window.js';
import { allShortValue } from './sums/all-shorting.js';
import { pathRange } from './sums/path-range.js';
import type { Lines } from './lines/lines.js';
import {
  resolveShortOptions,
  type ShortOptions,
  type ShortOptionsRequest,
} from './short-options.js';
import {
  groupLines,
  type LineGroup,
  measureSet,
  type ShortLines,
  type ShortQuestion,
} from './short-set.js';
import { type ShortTotals, totalsOf } from './sums/short-totals.js';
import { shortWarnings } from './warnings/short-warnings.js';

export interface ShortRequest {
  readonly window: WindowRequest;
  readonly where?: SecurityFilter | null;
  readonly options?: ShortOptionsRequest | null;
  /** Restricts the set to the members of an index, or to one security by ordinal. */
  readonly index?: string | null;
  readonly security?: number | null;
}

/**
 * One question about short selling, and the numbers that answer it (M9 to M14). Each is computed
 * when it is asked for, and once.
 */
export class ShortInquiry {
  private measured: ShortLines | undefined;
  private runs: Int32Array | undefined;
  private readonly found = new WeakMap<Lines, Map<string, unknown>>();
  private readonly divisions = new Map<string, LineGroup[]>();

  private constructor(
    readonly question: ShortQuestion,
    private readonly request: ShortRequest,
  ) {}

  /** Errors: those of the window, the options and the filter. */
  static of(panel: Panel, request: ShortRequest): ShortInquiry {
    const window = resolveWindow(request.window, pricedDays(panel));
    const options = resolveShortOptions(request.options ?? null);
    const where = request.where ?? null;
    checkFilter(panel, where);
    const { index = null, security = null } = request;
    const key = JSON.stringify([window, options, where, index, security]);
    return inquiries.of(panel, key, () => {
      const { universeAt } = options;
      const { base, end } = window;
      const universe =
        security === null
          ? resolveUniverse(panel, { where, index, universeAt, base, end })
          : onlyOne(security, options, window);
      return new ShortInquiry({ panel, window, options, universe }, request);
    });
  }

  /** What was made of a list of lines of this question, or what `make` makes now. */
  once<T>(lines: Lines, name: string, make: () => T): T {
    let found = this.found.get(lines);
    if (found === undefined) {
      found = new Map();
      this.found.set(lines, found);
    }
    if (!found.has(name)) found.set(name, make());
    return found.get(name) as T;
  }

  /** The same question by other conventions. */
  with(options: ShortOptionsRequest): ShortInquiry {
    return ShortInquiry.of(this.question.panel, { ...this.request, options });
  }

  /** Tells this list from that of any other question, for cursors. */
  get name(): string {
    const { panel, window, options } = this.question;
    const { where, index, security } = this.request;
    const question = [window.base, window.end, options, where, index, security];
    return JSON.stringify([panel.version.hash, ...question]);
  }

  /** One line a security, or one for each stay in a DAILY set. */
  get set(): ShortLines {
    this.measured ??= measureSet(this.question);
    return this.measured;
  }

  get totals(): ShortTotals {
    return this.totalsFor(this.set.lines);
  }

  /** The sums of a list of lines, which are kept for the next who asks with the same list. */
  totalsFor(lines: Lines): ShortTotals {
    const { base, end } = this.question.window;
    return this.once(lines, 'totals', () => totalsOf(lines, end - base));
  }

  groups(by: readonly GroupDimension[]): LineGroup[] {
    let groups = this.divisions.get(by.join());
    if (groups === undefined) {
      const isDaily = this.question.options.universeAt === 'DAILY';
      const { lines } = isDaily ? measureSet(this.question, by) : this.set;
      groups = groupLines(this.question, lines, by);
      this.divisions.set(by.join(), groups);
    }
    return groups;
  }

  /** Where the lines of each security begin among those of the set, and where the last end. */
  get starts(): Int32Array {
    this.runs ??= runsOf(this.set.lines);
    return this.runs;
  }

  /** The lines of the k-th security, in order of symbol. */
  linesAt(k: number): Lines {
    return this.set.lines.slice(this.starts[k] as number, this.starts[k + 1] as number);
  }

  /** The lines of each security, in order of symbol. */
  bySecurity(): Lines[] {
    return Array.from({ length: this.starts.length - 1 }, (_, k) => this.linesAt(k));
  }

  /** Average value of all short selling in the same window, US dollars. */
  get allValue(): number {
    return allShortValue(this.question);
  }

  /** Least and greatest profit over the three paths between reports; null with `knownOn`. */
  pnlRange(lines: Lines): { low: number; high: number } | null {
    return this.once(lines, 'range', () => pathRange(this.question, lines));
  }

  get warnings(): DataWarning[] {
    return this.once(this.set.lines, 'warnings', () => this.findWarnings());
  }

  private findWarnings(): DataWarning[] {
    const { panel, window, options } = this.question;
    const { index = null, security, where } = this.request;
    const { base, end } = window;
    const set = { where: where ?? null, index, universeAt: options.universeAt, base, end };
    return shortWarnings(this.question, this.set, {
      isNamed: [index, security, where?.index, where?.symbols].some((name) => name != null),
      sizeCrossers: security == null ? sizeCrossers(panel, set) : new Int32Array(0),
    });
  }

  /** Identities of the report with what is left over, each from sums made apart (M14). */
  get checks(): Check[] {
    return this.once(this.set.lines, 'checks', () => this.makeChecks());
  }

  private makeChecks(): Check[] {
    const { totals } = this;
    const { lines } = this.set;
    const isSingle = this.starts.length - 1 === lines.length;
    const bySecurity = isSingle
      ? Array.from(lines.values('pnl'))
      : this.bySecurity().map((own) => this.totalsFor(own).pnl);
    const byGroup = this.groups(['CAP_TIER']).map((group) => this.totalsFor(group.lines).pnl);
    const isDaily = this.question.options.universeAt === 'DAILY';
    const change = totals.netShorting + totals.priceEffect;
    const net = totals.pnl - totals.dividends - totals.financing;
    return [
      check('LINES', [...bySecurity, -totals.pnl]),
      check('GROUPS', [...byGroup, -totals.pnl]),
      check('VALUE_CHANGE', [
        isDaily ? change : totals.endValue - totals.startValue,
        -totals.netShorting,
        -totals.priceEffect,
      ]),
      check('PRICE_EFFECT', [totals.priceEffect, totals.dailyPnl]),
      check('NET_PNL', [net, -totals.pnl, totals.dividends, totals.financing]),
    ];
  }
}

/** Bytes of the lines of a security with orders and groups, about; of all its stays by day. */
const LINE_BYTES = 200;
const STAYS_BYTES = 600;

/** Questions of one panel with what answered them. Who is in on which day takes a byte each. */
const inquiries = new Kept<ShortInquiry>('shorts', ({ question: { panel, universe } }) => {
  const { members, universeAt, base, end } = universe;
  if (universeAt !== 'DAILY') return LINE_BYTES * members.length;
  return STAYS_BYTES * members.length + panel.securities.count * (end - base);
});

/** Lines of one security follow one another. */
function runsOf(lines: Lines): Int32Array {
  const starts = new Int32Array(lines.length + 1);
  let count = 0;
  let last = -1;
  for (let at = 0; at < lines.length; at++) {
    const security = lines.securityAt(at);
    if (security !== last) starts[count++] = at;
    last = security;
  }
  starts[count] = lines.length;
  return starts.subarray(0, count + 1);
}

function onlyOne(security: number, options: ShortOptions, window: ResolvedWindow) {
  return {
    members: Int32Array.of(security),
    universeAt: options.universeAt,
    base: window.base,
    end: window.end,
    named: null,
    isMemberOn: () => true,
  };
}
