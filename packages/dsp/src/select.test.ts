import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { select } from './select.ts';

describe('select', () => {
  it('finds what sorting would put at an index', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }), fc.nat(), (values, n) => {
        const index = n % values.length;
        expect(select(Float64Array.from(values), index)).toBe(Float64Array.from(values).sort()[index]);
      }),
    );
  });
});
