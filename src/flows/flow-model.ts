import type { DataWarning } from '../graphql/coverage.type.js';
import type { Panel } from '../panel/panel.js';
import type { Interval } from '../time/bucket.js';
import type { Day } from '../time/day.js';
import type { ResolvedWindow, WindowRequest } from '../time/window.js';
import { FUND_CATEGORIES, type FundCategory } from '../vocabulary.js';
import { type FlowBucket, flowBuckets } from './buckets.js';
import { type FlowNumbers, flowNumbers } from './flow-stats.js';
import { resolveFlowWindow } from './flow-window.js';
import { divideFunds, type FundSet, type Member } from './fund-set.js';
import { type FundFilter, sameFund, selectFunds } from './select-funds.js';
import { type FlowPeriodData, lastPeriodOf } from './last-period.js';
import { widerInterval } from './periods.js';
import { type FundHistory, flowsOfProvider, type ProviderFlows } from './provider-flows.js';

/** A question about flows as a client asks it. */
export interface FlowRequest {
  readonly window: WindowRequest;
  /** Code of the data source. */
  readonly provider: string;
  readonly where?: FundFilter | null;
  /** Ordinal of the one fund that is asked for, in place of `where`. */
  readonly fund?: number;
}

/** Before the first day of any history. */
const EVER = Number.NEGATIVE_INFINITY;

/** Funds that are added up: the whole set of a report, or one category of it. */
export class FlowPart {
  private numbersMade: FlowNumbers | null = null;

  constructor(
    readonly members: readonly Member[],
    private readonly flows: ProviderFlows,
    private readonly window: { readonly fromOn: Day; readonly toOn: Day },
  ) {}

  get numbers(): FlowNumbers {
    this.numbersMade ??= flowNumbers(this.members);
    return this.numbersMade;
  }

  /** The width that is used for one that is asked for: never narrower than what is reported. */
  widthOf(asked: Interval): Interval {
    return widerInterval(asked, this.flows.interval);
  }

  /** The slots of the window. */
  buckets(asked: Interval): FlowBucket[] {
    return this.bucketsFrom(this.window.fromOn, asked);
  }

  /** The last full period of the window, seen against all stored history before it. */
  lastPeriod(asked: Interval): FlowPeriodData | null {
    return lastPeriodOf(this.bucketsFrom(EVER, asked), this.window.fromOn);
  }

  private bucketsFrom(fromOn: Day, asked: Interval): FlowBucket[] {
    return flowBuckets({
      histories: this.members.map(({ history }) => history),
      reported: this.flows.interval,
      interval: this.widthOf(asked),
      fromOn,
      toOn: this.window.toOn,
    });
  }
}

export interface CategoryPart {
  readonly category: FundCategory;
  readonly part: FlowPart;
}

/**
 * The numbers of one report of flows. Errors: UNKNOWN_PROVIDER, UNKNOWN_SYMBOL, and those of a
 * window.
 */
export class FlowModel {
  readonly flows: ProviderFlows;
  readonly window: ResolvedWindow;
  /** What to say where the window reaches beyond the stored periods; else null. */
  readonly clipping: string | null;
  /** What is to be said of how the funds were asked for. */
  readonly selectionWarnings: readonly DataWarning[];
  readonly set: FundSet;
  readonly total: FlowPart;
  /** Each category with a requested fund, in the order of the categories. */
  readonly categories: readonly CategoryPart[];
  /** Whether it is about one fund rather than about those that a filter keeps. */
  readonly isOfOneFund: boolean;
  /** Names the report, so that cursors of its lists fit no other. */
  readonly name: string;

  constructor(
    readonly panel: Panel,
    { provider, window, where, fund }: FlowRequest,
  ) {
    this.flows = flowsOfProvider(panel, provider);
    const { resolved, clipping } = resolveFlowWindow(window, this.flows);
    this.window = resolved;
    this.clipping = clipping;
    this.isOfOneFund = fund !== undefined;
    const { funds, warnings } =
      fund === undefined
        ? selectFunds(panel, this.flows, where ?? null)
        : { funds: sameFund(panel, this.flows, fund), warnings: [] };
    this.selectionWarnings = warnings;
    this.set = divideFunds(panel, this.flows, funds, resolved);
    this.total = this.partOf(this.set.members);
    this.categories = this.divide(funds);
    const { fromOn, toOn } = resolved;
    const ids = funds.map((history) => history.fund).join(' ');
    this.name = `${panel.version.hash} ${provider} ${fromOn} ${toOn} ${ids}`;
  }

  /** Funds that count, one by one; none where the provider reports categories. */
  get lines(): Member[] {
    return this.set.members.filter(({ history }) => this.isSingle(history));
  }

  /** Whether every fund that counts is one of the lines. */
  get isLinewise(): boolean {
    return this.lines.length === this.set.members.length;
  }

  private isSingle({ fund }: FundHistory): boolean {
    return this.panel.funds.isSingleFund[fund] === 1;
  }

  private divide(funds: readonly FundHistory[]): CategoryPart[] {
    const requested = new Set(funds.map(({ fund }) => this.panel.funds.categories[fund]));
    return FUND_CATEGORIES.filter((category) => requested.has(category)).map((category) => {
      const members = this.set.members.filter((member) => member.category === category);
      return { category, part: this.partOf(members) };
    });
  }

  private partOf(members: readonly Member[]): FlowPart {
    return new FlowPart(members, this.flows, this.window);
  }
}
