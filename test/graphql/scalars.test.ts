import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type GraphQLScalarType, parseValue } from 'graphql';
import { DateScalar } from '../../src/graphql/scalars/date.js';
import { DateTimeScalar } from '../../src/graphql/scalars/date-time.js';
import { RatioScalar } from '../../src/graphql/scalars/ratio.js';
import { SharesScalar } from '../../src/graphql/scalars/shares.js';
import { UsdScalar } from '../../src/graphql/scalars/usd.js';
import { day } from '../../src/time/day.js';

function literal(scalar: GraphQLScalarType, text: string): unknown {
  return scalar.parseLiteral(parseValue(text), null);
}

describe('Date', () => {
  test('is an ISO string outside and a day number inside', () => {
    assert.equal(DateScalar.serialize(day('2023-09-08')), '2023-09-08');
    assert.equal(DateScalar.parseValue('2023-09-08'), day('2023-09-08'));
    assert.equal(literal(DateScalar, '"2024-02-29"'), day('2024-02-29'));
  });

  for (const wrong of ['2023-9-8', '2023-02-29', '2023-09-08T00:00:00Z', '', 'YTD']) {
    test(`refuses "${wrong}"`, () => {
      const message = `A date is a string such as "2023-09-08", not "${wrong}".`;
      assert.throws(() => DateScalar.parseValue(wrong), { message });
      assert.throws(() => literal(DateScalar, JSON.stringify(wrong)), { message });
    });
  }

  test('refuses what is no string', () => {
    const message = 'A date is a string such as "2023-09-08".';
    assert.throws(() => DateScalar.parseValue(20230908), { message });
    assert.throws(() => literal(DateScalar, '20230908'), { message });
  });

  test('never writes half a day', () => {
    assert.throws(() => DateScalar.serialize(19_000.5), { message: 'not a day' });
    assert.throws(() => DateScalar.serialize('2023-09-08'), { message: 'not a day' });
  });
});

describe('DateTime', () => {
  test('is an ISO string in UTC outside and milliseconds inside', () => {
    assert.equal(DateTimeScalar.serialize(1_694_208_600_000), '2023-09-08T21:30:00Z');
  });

  test('never writes a missing instant, and no argument takes one', () => {
    assert.throws(() => DateTimeScalar.serialize(Number.NaN), { message: 'not an instant' });
    assert.throws(() => DateTimeScalar.parseValue('2023-09-08T21:30:00Z'), {
      message: 'No argument takes an instant.',
    });
  });
});

describe('Usd and Ratio', () => {
  test('Usd is rounded to cents, half away from zero', () => {
    assert.equal(UsdScalar.serialize(12_926_413_948.004), 12_926_413_948);
    assert.equal(UsdScalar.serialize(0.125), 0.13);
    assert.equal(UsdScalar.serialize(-0.125), -0.13);
  });

  test('Ratio is rounded to ten decimal places', () => {
    assert.equal(RatioScalar.serialize(0.123_456_789_049), 0.123_456_789);
    assert.equal(RatioScalar.serialize(1 / 3), 0.333_333_333_3);
  });

  test('a small negative number is zero, not negative zero', () => {
    assert.ok(Object.is(UsdScalar.serialize(-0.001), 0));
    assert.ok(Object.is(RatioScalar.serialize(-1e-12), 0));
    assert.ok(Object.is(UsdScalar.serialize(-0), 0));
  });

  test('NaN and infinity never leave', () => {
    assert.throws(() => UsdScalar.serialize(Number.NaN), { message: 'Usd cannot be NaN' });
    assert.throws(() => RatioScalar.serialize(Number.POSITIVE_INFINITY), {
      message: 'Ratio cannot be Infinity',
    });
  });

  test('an argument is a number', () => {
    assert.equal(UsdScalar.parseValue(2e9), 2e9);
    assert.equal(literal(RatioScalar, '0.003'), 0.003);
    assert.equal(literal(UsdScalar, '2000000000'), 2e9);
    const ratio = { message: 'A ratio is a number such as 0.05, which means 5 %.' };
    assert.throws(() => RatioScalar.parseValue('5 %'), ratio);
    assert.throws(() => literal(RatioScalar, '"0.05"'), ratio);
    assert.throws(() => UsdScalar.parseValue('2bn'), {
      message: 'An amount of US dollars is a number such as 2000000000.',
    });
  });

  test('rounding is stable and within half a unit', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (x) => {
        const once = UsdScalar.serialize(x);
        assert.equal(UsdScalar.serialize(once), once);
        assert.ok(Math.abs(once - x) <= 0.005 + 1e-4);
      }),
    );
  });
});

describe('Shares', () => {
  test('is a whole number, rounded on the way out', () => {
    assert.equal(SharesScalar.serialize(15_095_561.3), 15_095_561);
    assert.equal(SharesScalar.serialize(9_007_199_254_740_991), 9_007_199_254_740_991);
  });

  test('refuses what is no count', () => {
    assert.throws(() => SharesScalar.serialize(-1));
    assert.throws(() => SharesScalar.serialize(Number.NaN), { message: 'Shares cannot be NaN' });
    assert.throws(() => SharesScalar.parseValue(0.5), {
      message: 'A number of shares is a whole number such as 1000.',
    });
  });
});
