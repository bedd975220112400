import type { Panel } from '../panel/panel.js';
import type { GroupDimension } from '../securities/group-members.js';
import type { Universe } from '../securities/universe.js';
import {
  dailyRoster,
  type DividedRoster,
  divideRoster,
  type Roster,
  rosterOfGroup,
} from './roster.js';

/** The members of each day of a report and its groups, from any base on, each worked out once. */
export class DailyRosters {
  private readonly whole = new Map<number, Roster>();
  private readonly divided = new Map<string, DividedRoster>();
  private readonly groups = new Map<string, Roster>();

  constructor(
    private readonly panel: Panel,
    private readonly universeSince: (base: number) => Universe,
  ) {}

  since(base: number): Roster {
    const roster = this.whole.get(base) ?? dailyRoster(this.universeSince(base));
    this.whole.set(base, roster);
    return roster;
  }

  groupsSince(base: number, by: readonly GroupDimension[]): DividedRoster {
    const key = `${base} ${by.join()}`;
    const divided = this.divided.get(key) ?? divideRoster(this.panel, this.since(base), by);
    this.divided.set(key, divided);
    return divided;
  }

  groupSince(base: number, by: readonly GroupDimension[], label: string): Roster {
    const key = `${base} ${by.join()} ${label}`;
    const roster = this.groups.get(key) ?? rosterOfGroup(this.groupsSince(base, by), label);
    this.groups.set(key, roster);
    return roster;
  }
}
