import { buildSchema, type GraphQLSchema } from 'graphql';

/**
 * A schema over objects that are there already, so that what is measured is the server alone. `n`
 * is not used: a request with another number is another question.
 */
const SDL = `
  type Query {
    small(n: Int): Small!
    securities(n: Int): [Row!]!
    series(n: Int): Series!
  }
  type Small { version: String! dataVersion: Int! }
  type Row {
    id: ID! symbol: String! name: String! exchange: String! sector: String!
    price: Float! marketCap: Float! shares: Float! weight: Float! isDelisted: Boolean!
  }
  type Series { points: [Point!]! }
  type Point { endOn: String! value: Float! change: Float! }
`;

/** The requests; the variable is filled in by the client. */
export const SAMPLES = {
  small: 'query ($n: Int) { small(n: $n) { version dataVersion } }',
  '500 x 10': `query ($n: Int) { securities(n: $n) {
    id symbol name exchange sector price marketCap shares weight isDelisted } }`,
  series: 'query ($n: Int) { series(n: $n) { points { endOn value change } } }',
} as const;
export type Sample = keyof typeof SAMPLES;

const ROWS = 500;
const POINTS = 2_520;

/** What the requests answer with. */
export const SAMPLE_DATA = {
  small: { version: '1.0.0', dataVersion: 7 },
  securities: Array.from({ length: ROWS }, (_, i) => ({
    id: String(i),
    symbol: `S${i}`,
    name: `Company ${i} Holdings Inc.`,
    exchange: 'NASDAQ',
    sector: 'INFORMATION_TECHNOLOGY',
    price: 10 + i * 1.37,
    marketCap: 1e9 + i * 12_345_678.9,
    shares: 1e8 + i * 1001,
    weight: 1 / (i + 3),
    isDelisted: i % 25 === 0,
  })),
  series: {
    points: Array.from({ length: POINTS }, (_, t) => ({
      endOn: `20${String(13 + Math.floor(t / 252)).padStart(2, '0')}-01-02`,
      value: 1000 * Math.exp(t / 3000) + t * 0.37,
      change: Math.sin(t) / 100,
    })),
  },
} as const;

/** Whose field a sample asks for. */
export const SAMPLE_FIELDS = {
  small: 'small',
  '500 x 10': 'securities',
  series: 'series',
} as const;

/** The schema with resolvers that hand over the objects, as a server over memory does. */
export function sampleSchema(): GraphQLSchema {
  const schema = buildSchema(SDL);
  const fields = schema.getQueryType()!.getFields();
  for (const name of ['small', 'securities', 'series'] as const) {
    fields[name]!.resolve = () => SAMPLE_DATA[name];
  }
  return schema;
}
