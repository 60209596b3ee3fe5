import { describe, expect, test } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { readGolden } from '../../testing/golden.ts';
import { columnDeviation, standardDeviation } from './standard-deviation.ts';

interface Case {
  readonly rows: number;
  readonly columns: number;
  readonly values: number[];
  /** `numpy.std(matrix, axis=0)`. */
  readonly byColumn: number[];
  /** `numpy.std(matrix[0])`. */
  readonly firstRow: number;
}

const golden = readGolden<Case>('deviation');

describe('standard deviations have every bit of numpy', () => {
  test.each(golden.cases.map((c) => [`${c.rows} × ${c.columns}`, c] as const))('%s', (_, c) => {
    const claim = {
      package: 'corpora',
      reference: `numpy ${golden.versions.numpy} std`,
      path: 'float64',
      measure: 'absolute',
      tolerance: 0,
    } as const;
    const column = (j: number): number[] => Array.from({ length: c.rows }, (_row, i) => c.values[i * c.columns + j]!);
    const byColumn = c.byColumn.map((_value, j) => columnDeviation(column(j), c.columns));
    expectParity(byColumn, c.byColumn, { ...claim, name: 'columnDeviation' });
    const firstRow = standardDeviation(c.values.slice(0, c.columns));
    expectParity([firstRow], [c.firstRow], { ...claim, name: 'standardDeviation' });
    expect(byColumn.length).toBe(c.columns);
  });
});
