import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { lowtideSchema } from '../../src/schema-resolvers.js';

type Member = GraphQLField<unknown, unknown> | GraphQLInputField | GraphQLArgument;

interface Named {
  readonly path: string;
  readonly description: string | null | undefined;
}

const types = Object.values(lowtideSchema().getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

/** Output fields and interface fields, input fields, arguments. */
const fields: { path: string; field: GraphQLField<unknown, unknown> }[] = types.flatMap((type) =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).map((field) => ({
        path: `${type.name}.${field.name}`,
        field,
      }))
    : [],
);
const inputs: { path: string; field: GraphQLInputField | GraphQLArgument }[] = [
  ...types.flatMap((type) =>
    isInputObjectType(type)
      ? Object.values(type.getFields()).map((field) => ({
          path: `${type.name}.${field.name}`,
          field,
        }))
      : [],
  ),
  ...fields.flatMap(({ path, field }) =>
    field.args.map((arg) => ({ path: `${path}(${arg.name}:)`, field: arg })),
  ),
];
const members: { path: string; field: Member }[] = [...fields, ...inputs];

function namesOf(found: { path: string }[]): string[] {
  return found.map(({ path }) => path);
}

describe('rule 1: descriptions', () => {
  const described: Named[] = [
    ...types.map((type) => ({ path: type.name, description: type.description })),
    ...members.map(({ path, field }) => ({ path, description: field.description })),
    ...types.flatMap((type) =>
      isEnumType(type)
        ? type.getValues().map((value) => ({
            path: `${type.name}.${value.name}`,
            description: value.description,
          }))
        : [],
    ),
  ];

  test('everything has one', () => {
    assert.deepEqual(namesOf(described.filter((it) => !it.description)), []);
  });

  test('each is a sentence: a capital or a name at the start, a full stop at the end', () => {
    const wrong = described.filter((it) => !/^[A-Z0-9`][\s\S]*\.$/.test(it.description ?? 'X.'));
    assert.deepEqual(namesOf(wrong), []);
  });
});

describe('rule 2: names', () => {
  const typeOf = (field: Member) => getNamedType(field.type).name;
  const isList = (field: Member) => isListType(getNullableType(field.type));

  test('a date ends in On, a list of dates is called dates', () => {
    const wrong = fields.filter(({ field }) => {
      if (typeOf(field) !== 'Date') return false;
      return isList(field) ? field.name !== 'dates' : !field.name.endsWith('On');
    });
    assert.deepEqual(namesOf(wrong), []);
  });

  test('an instant ends in At', () => {
    const wrong = fields.filter(
      ({ field }) => typeOf(field) === 'DateTime' && !field.name.endsWith('At'),
    );
    assert.deepEqual(namesOf(wrong), []);
  });

  test('a boolean starts with is or has, and is non-null', () => {
    const wrong = fields.filter(
      ({ field }) =>
        typeOf(field) === 'Boolean' &&
        !(/^(is|has)[A-Z]/.test(field.name) && isNonNullType(field.type)),
    );
    assert.deepEqual(namesOf(wrong), []);
  });
});

describe('rule 3: nulls', () => {
  const HOLD_PLACES = ['Series.values', 'Query.nodes'];

  test('elements of lists are non-null', () => {
    const wrong = members.filter(({ path, field }) => {
      const list = getNullableType(field.type);
      return isListType(list) && !isNonNullType(list.ofType) && !HOLD_PLACES.includes(path);
    });
    assert.deepEqual(namesOf(wrong), []);
  });

  test('a measured number is nullable', () => {
    const measured = new Set(['Usd', 'Ratio']);
    const exact = /^(CapTierBound\.minMarketCap|SectorWeight\.weight|Drawdown\.depth|SectorTilt\.)/;
    const wrong = fields.filter(
      ({ path, field }) =>
        isNonNullType(field.type) &&
        measured.has(getNamedType(field.type).name) &&
        !exact.test(path),
    );
    assert.deepEqual(namesOf(wrong), []);
  });

  test('an argument with a default is non-null', () => {
    const wrong = inputs.filter(
      ({ field }) => field.defaultValue !== undefined && !isNonNullType(field.type),
    );
    assert.deepEqual(namesOf(wrong), []);
  });
});

describe('rule 5: Int is for counts', () => {
  test('money, shares and ratios have scalars of their own', () => {
    const wrong = fields.filter(({ field }) => {
      const name = getNamedType(field.type).name;
      if (name === 'Int') return /(value|pnl|share|cap|assets|flow|ratio)$/i.test(field.name);
      if (name === 'Float') return /(pnl|marketCap|assets|flow|cost)$/i.test(field.name);
      return false;
    });
    assert.deepEqual(namesOf(wrong), []);
  });

  test('scalars are the seven of the house and those of GraphQL', () => {
    assert.deepEqual(
      types
        .filter(isScalarType)
        .map((type) => type.name)
        .sort(),
      ['Date', 'DateTime', 'Month', 'Quarter', 'Ratio', 'Shares', 'Usd'],
    );
  });
});

describe('rule 6: clients may destructure', () => {
  const RESERVED = new Set(
    (
      'await break case catch class const continue debugger default delete do else enum export ' +
      'extends false finally for function if implements import in instanceof interface let new ' +
      'null package private protected public return static super switch this throw true try ' +
      'typeof var void while with yield arguments eval'
    ).split(' '),
  );

  test('no field has the name of a reserved word', () => {
    assert.deepEqual(namesOf(fields.filter(({ field }) => RESERVED.has(field.name))), []);
  });
});

describe('rule 8: rankings', () => {
  test('no root field is a ranking of its own', () => {
    const roots = namesOf(fields.filter(({ path }) => path.startsWith('Query.')));
    assert.deepEqual(
      roots.filter((path) => /\.(top|bottom|largest|smallest|get|list)/.test(path)),
      [],
    );
  });

  test('what takes a cursor takes a page size', () => {
    const wrong = fields.filter(({ field }) => {
      const names = field.args.map((arg) => arg.name);
      return names.includes('after') && !names.includes('first');
    });
    assert.deepEqual(namesOf(wrong), []);
  });
});

describe('rule 9: removal', () => {
  test('a deprecation names what to use and until when', () => {
    const form = /^Use `\w+` instead\. Removal on \d{4}-\d{2}-\d{2}\.$/;
    const wrong = members.filter(
      ({ field }) => field.deprecationReason && !form.test(field.deprecationReason),
    );
    assert.deepEqual(namesOf(wrong), []);
  });
});

describe('connections', () => {
  test('have edges, nodes, pageInfo and totalCount, all non-null', () => {
    for (const type of types) {
      if (!isObjectType(type) || !type.name.endsWith('Connection')) continue;
      for (const name of ['edges', 'nodes', 'pageInfo', 'totalCount']) {
        const field = type.getFields()[name];
        assert.ok(field && isNonNullType(field.type), `${type.name}.${name}`);
      }
    }
  });
});
