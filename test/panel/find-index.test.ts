import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findIndex, listIndices } from '../../src/panel/find-index.js';
import { tinyPanel } from '../support/tiny-panel.js';

const PANEL = tinyPanel({ days: 1, securities: {}, indices: { SPX: {}, RUT: {} } });

describe('findIndex', () => {
  test('case and blanks do not count', () => {
    assert.equal(findIndex(PANEL, ' rut ').symbol, 'RUT');
  });

  test('an unknown symbol names the nearest', () => {
    assert.throws(() => findIndex(PANEL, 'SPY'), {
      code: 'UNKNOWN_INDEX',
      message: 'No index with the symbol "SPY" is stored. Did you mean SPX?',
      suggestions: ['SPX'],
    });
  });

  test('without a near one it names all that are stored', () => {
    assert.throws(() => findIndex(PANEL, 'NIKKEI'), {
      code: 'UNKNOWN_INDEX',
      message: 'No index with the symbol "NIKKEI" is stored. Stored: RUT, SPX.',
    });
  });

  test('an empty store says so', () => {
    assert.throws(() => findIndex(tinyPanel({ days: 1, securities: {} }), 'RUT'), {
      message: 'No index with the symbol "RUT" is stored. Stored: none.',
    });
  });
});

describe('listIndices', () => {
  const symbols = (wanted: string[] | null) => listIndices(PANEL, wanted).map((one) => one.symbol);

  test('all indices come in order of symbol', () => {
    assert.deepEqual(symbols(null), ['RUT', 'SPX']);
  });

  test('a symbol that is asked for twice comes once', () => {
    assert.deepEqual(symbols(['SPX', 'spx']), ['SPX']);
  });

  test('no symbols give no indices', () => {
    assert.deepEqual(symbols([]), []);
  });
});
