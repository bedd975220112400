import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { countValues } from '../../../src/graphql/count-values.js';
import { WrittenData } from '../../../src/graphql/written-data.js';
import { writeAnswer } from '../../../src/server/answers/write-answer.js';

describe('writeAnswer', () => {
  const data = { a: [1, null, { b: '\u00e9 "quoted"' }], c: null };
  const written = new WrittenData(
    JSON.stringify(data),
    countValues(data),
  ) as unknown as typeof data;
  for (const rest of [
    { extensions: { lowtide: { dataVersion: 7 } } },
    { errors: undefined, extensions: {} },
    { errors: [{ message: 'no' }], extensions: undefined },
    {},
  ]) {
    test(`data that were written before beside ${JSON.stringify(rest)}`, () => {
      const answer = (own: typeof data) => ({
        ...('errors' in rest && { errors: rest.errors as never }),
        data: own,
        ...('extensions' in rest && { extensions: rest.extensions as never }),
      });
      const expected = `${JSON.stringify(answer(data))}\n`;
      assert.equal(writeAnswer(answer(data)), expected);
      assert.equal(writeAnswer(answer(written)), expected);
      assert.equal(`${JSON.stringify(answer(written))}\n`, expected);
    });
  }
});
