type Resolve = () => unknown;
type Result = { readonly value: unknown } | { readonly error: unknown };

/**
 * What the fields of one request came to, so that a field that is asked for under several names
 * with the same arguments is computed once. Off until `begin`: few requests repeat themselves, and
 * a key costs more than many a field.
 */
export class SharedResults {
  #byParent: WeakMap<object, Map<string, Result>> | null = null;
  /** The parent of fields that have none. */
  readonly #root = {};

  /** Shares from now on. */
  begin(): void {
    this.#byParent ??= new WeakMap();
  }

  /** The result of `resolve`, or of the first call of it for this parent, field and arguments. */
  once(parent: unknown, field: string, args: object, resolve: Resolve): unknown {
    if (this.#byParent === null) return resolve();
    const owner = typeof parent === 'object' && parent !== null ? parent : this.#root;
    let results = this.#byParent.get(owner);
    if (results === undefined) {
      results = new Map();
      this.#byParent.set(owner, results);
    }
    const key = `${field} ${JSON.stringify(args)}`;
    let result = results.get(key);
    if (result === undefined) {
      result = attempt(resolve);
      results.set(key, result);
    }
    if ('error' in result) throw result.error;
    return result.value;
  }
}

function attempt(resolve: Resolve): Result {
  try {
    return { value: resolve() };
  } catch (error) {
    return { error };
  }
}
