import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { holds, items } from '../../testing/properties.ts';
import { classificationReport } from '../index.ts';
import { formatFixed } from '../numeric/format-fixed.ts';

describe('report text', () => {
  const names = fc.uniqueArray(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((s) => !/[\s\p{Cc}]/u.test(s)),
    { minLength: 1, maxLength: 5 },
  );
  const named = names.chain((all) =>
    items(fc.tuple(fc.constantFrom(...all), fc.constantFrom(...all)), 4).map((list) => ({
      yTrue: list.map(([t]) => t),
      yPred: list.map(([, p]) => p),
    })),
  );
  holds(
    'reads back as the dictionary, rounded; lines are equally long in code points',
    fc.tuple(named, fc.integer({ min: 0, max: 7 })),
    ([d, digits]) => {
      const report = classificationReport({ ...d, digits, zeroDivision: 0 });
      const lines = String(report).split('\n');
      const rows = report.classes;
      expect(new Set(lines.filter((line) => line !== '').map((line) => [...line].length)).size).toBe(1);
      rows.forEach((row, k) => {
        const cells = lines[k + 2]!.trim().split(/\s+/);
        expect(cells).toEqual([
          row.name,
          ...[row.precision, row.recall, row.f1].map((v) => formatFixed(v, digits)),
          cells.at(-1)!,
        ]);
        expect(Number(cells.at(-1))).toBe(row.support);
      });
      expect(lines.at(-1)).toBe('');
      expect(lines[rows.length + 3]!.trim().split(/\s+/)).toEqual([
        'accuracy',
        formatFixed(report.accuracy!, digits),
        expect.any(String),
      ]);
    },
  );
  // Denominators from 2 to 4096: at d digits every odd multiple of 1 / 2^(d + 1) is a tie.
  const dyadic = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 6 }))
    .chain(([m, digits]) => fc.tuple(fc.integer({ min: 0, max: 2 ** m }), fc.constant(2 ** m), fc.constant(digits)));
  holds('rounds to the nearest, ties to even', dyadic, ([k, denominator, digits]) => {
    // In integers, exactly: value·10^digits = k·10^digits / denominator.
    const scaled = BigInt(k) * 10n ** BigInt(digits);
    const d = BigInt(denominator);
    const floor = scaled / d;
    const twice = 2n * (scaled % d);
    const rounded = twice > d || (twice === d && floor % 2n === 1n) ? floor + 1n : floor;
    const text = rounded.toString().padStart(digits + 1, '0');
    const expected = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
    expect(formatFixed(k / denominator, digits)).toBe(expected);
  });
});
