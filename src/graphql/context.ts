import 'reflect-metadata';
import type DataLoader from 'dataloader';
import { RequestError } from '../errors.js';
import type { Panel } from '../panel/panel.js';
import { SharedResults } from './shared-results.js';
import type { Store } from '../store/store.js';
import { type Caller, callerOf } from './limits.js';

/** What a DataLoader is made from: the store, and the version that the request began with. */
export interface LoaderSource {
  readonly store: Store;
  readonly panel: Panel;
}

/** The DataLoaders of one request, each made on first use by the factory of its domain. */
export class Loaders {
  private readonly made = new Map<unknown, unknown>();

  constructor(private readonly source: LoaderSource) {}

  of<K, V>(factory: (source: LoaderSource) => DataLoader<K, V>): DataLoader<K, V> {
    let loader = this.made.get(factory) as DataLoader<K, V> | undefined;
    if (loader === undefined) {
      loader = factory(this.source);
      this.made.set(factory, loader);
    }
    return loader;
  }
}

/**
 * What resolvers see: one object for each request. It keeps the panel that the request began with,
 * also when a new version is published meanwhile.
 */
export class Context implements LoaderSource {
  readonly loaders: Loaders;
  /** Results that fields of this request may share. */
  readonly shared = new SharedResults();
  /** What the operation may cost, see `costOf`; 0 until that is worked out. */
  estimatedCost = 0;

  constructor(
    /** The panel, or null before the first load. */
    readonly panelOrNull: Panel | null,
    readonly store: Store,
    readonly caller: Caller = callerOf('ANALYST'),
  ) {
    this.loaders = new Loaders(this);
  }

  /** The panel; fails with NO_DATA before the first load. */
  get panel(): Panel {
    if (this.panelOrNull === null) {
      throw new RequestError('NO_DATA', 'No data has been published yet: run `./lowtide import`.');
    }
    return this.panelOrNull;
  }
}
