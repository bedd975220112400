import { RequestError } from '../errors.js';
import type { Panel } from '../panel/panel.js';
import { suggestForEach } from '../suggest.js';
import type { SecurityFilter } from './universe.js';

const known = new WeakMap<Panel, ReadonlySet<string>>();

/**
 * Refuses a filter that nothing could ever pass: bounds of market value that leave no room, and a
 * list of industries of which none is stored. Sources spell industries in their own ways, so a list
 * may name spellings of several. An empty list is a question with an empty answer. Error:
 * BAD_USER_INPUT, with the nearest industries.
 */
export function checkFilter(panel: Panel, where: SecurityFilter | null | undefined): void {
  if (where == null) return;
  checkBounds(where.minMarketCap ?? null, where.maxMarketCap ?? null);
  checkIndustries(panel, where.industries ?? []);
}

function checkBounds(min: number | null, max: number | null): void {
  if (min !== null && min < 0) {
    throw refusal(`where.minMarketCap must be 0 or more, not ${min}.`);
  }
  if (max !== null && max <= 0) throw refusal(`where.maxMarketCap must be above 0, not ${max}.`);
  if (min !== null && max !== null && min >= max) {
    throw refusal(
      `where.minMarketCap is ${min} and must be below where.maxMarketCap, which is ${max}.`,
    );
  }
}

function checkIndustries(panel: Panel, wanted: readonly string[]): void {
  const industries = industriesOf(panel);
  if (wanted.length === 0 || wanted.some((industry) => industries.has(industry))) return;
  const near = suggestForEach(wanted, industries);
  const hint =
    near.length > 0
      ? `Did you mean ${near.map((name) => `"${name}"`).join(', ')}?`
      : 'Group by INDUSTRY to see them all.';
  const asked = wanted.map((industry) => `"${industry}"`).join(', ');
  const message = `where.industries: no security was ever in the industry ${asked}. ${hint}`;
  throw new RequestError('BAD_USER_INPUT', message, near);
}

/** Every industry that is stored, on whichever day. */
function industriesOf(panel: Panel): ReadonlySet<string> {
  let names = known.get(panel);
  if (names === undefined) {
    names = new Set(
      panel.securities.classifications.flatMap(({ industries }) =>
        industries.map(({ industry }) => industry),
      ),
    );
    known.set(panel, names);
  }
  return names;
}

function refusal(message: string): RequestError {
  return new RequestError('BAD_USER_INPUT', message);
}
