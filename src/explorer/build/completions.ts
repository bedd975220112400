import { useGraphiQL } from '@graphiql/react';
import { useEffect, useState } from 'react';
import { headersInUse } from '../ask/headers.js';
import { postQuery } from '../ask/post-query.js';

/** Something that an argument can name, with words for it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface Completions {
  readonly securities: readonly Choice[];
  readonly indices: readonly Choice[];
  readonly providers: readonly Choice[];
}

const NONE: Completions = { securities: [], indices: [], providers: [] };

const QUERY = `query Completions {
  securities(first: 500, orderBy: {field: MARKET_CAP, direction: DESC}) { nodes { symbol name } }
  indices { symbol name }
  dataSources(kinds: [FUND_FLOWS]) { code name }
}`;

const FIELDS = ['securities', 'indices', 'dataSources'];

let asked: Promise<Completions> | undefined;

/** Symbols of the largest securities and of all indices, and providers of flows, asked once. */
export function useCompletions(): Completions {
  const [found, setFound] = useState(NONE);
  const fields = useGraphiQL((it) => it.schema?.getQueryType()?.getFields());
  const isKnown = FIELDS.every((name) => fields?.[name] !== undefined);
  useEffect(() => {
    if (!isKnown) return;
    asked ??= ask();
    asked.then(setFound, () => {
      asked = undefined;
    });
  }, [isKnown]);
  return found;
}

interface Named {
  readonly symbol: string;
  readonly name: string;
}

interface Data {
  readonly securities: { readonly nodes: readonly Named[] } | null;
  readonly indices: readonly Named[] | null;
  readonly dataSources: readonly { readonly code: string; readonly name: string }[] | null;
}

async function ask(): Promise<Completions> {
  const data = (await postQuery({ query: QUERY }, headersInUse())).result.data as
    | Data
    | null
    | undefined;
  if (data === null || data === undefined) throw new Error('not allowed');
  const choice = ({ symbol, name }: Named) => ({ value: symbol, label: name });
  return {
    securities: (data.securities?.nodes ?? []).map(choice),
    indices: (data.indices ?? []).map(choice),
    providers: (data.dataSources ?? []).map(({ code, name }) => ({ value: code, label: name })),
  };
}

/** Which completions an argument or variable takes, by its name and the field it belongs to. */
export function kindOf(name: string, field: string | null): keyof Completions | null {
  if (name === 'provider') return 'providers';
  if (['index', 'subject', 'benchmark', 'over'].includes(name)) return 'indices';
  if (field === 'index' || field === 'indices') return /^symbols?$/.test(name) ? 'indices' : null;
  return /^symbols?$/.test(name) ? 'securities' : null;
}
