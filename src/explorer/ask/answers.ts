/** An answer of the server, with what it took to get it. */
export interface Answer {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly result: Result;
  /** Time from asking to having read it all, in milliseconds. */
  readonly ms: number;
  /** Size of the text of the answer, unpacked. */
  readonly bytes: number;
  readonly status: number | null;
}

export interface Result {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message?: unknown; readonly path?: unknown }[];
  readonly extensions?: { readonly lowtide?: Lowtide };
}

export interface Lowtide {
  readonly dataVersion?: number | null;
  readonly isStale?: boolean;
  readonly cost?: {
    readonly requested?: number;
    readonly actual?: number;
    readonly limit?: number;
    readonly remaining?: number;
  };
}

/** What a tab shows: nothing yet, a question under way, an answer, or that it was cancelled. */
export type TabAnswer =
  | { readonly state: 'asking' }
  | { readonly state: 'cancelled' }
  | { readonly state: 'answered'; readonly answer: Answer };

/** Answers by tab, for as long as the page is open. React reads it as an external store. */
export class Answers {
  #byTab = new Map<string, TabAnswer>();
  #listeners = new Set<() => void>();
  /** Tab that the next question comes from. */
  activeTab = '';

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly of = (tab: string): TabAnswer | undefined => this.#byTab.get(tab);

  set(tab: string, answer: TabAnswer): void {
    this.#byTab.set(tab, answer);
    for (const listener of this.#listeners) listener();
  }

  /** Forgets the answers of tabs that were closed. */
  keepOnly(tabs: readonly string[]): void {
    for (const tab of this.#byTab.keys()) if (!tabs.includes(tab)) this.#byTab.delete(tab);
  }
}

export const ANSWERS = new Answers();
