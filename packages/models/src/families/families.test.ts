import { expect, it } from 'vitest';
import { encoderCases } from '../../testing/encoder-cases.ts';
import { families } from './families.ts';

it('every row says what it takes, and describes a network that takes it', () => {
  for (const family of families) {
    if (family.input === 'image') {
      for (const { graph } of Object.values(family.networks)) {
        const { layers } = graph([64, 64, 3]);
        expect(layers[0]).toMatchObject({ type: 'input', shape: [64, 64, 3] });
        expect(layers.some(({ name }) => family.blockOf(name)?.startsWith(family.lastBlock))).toBe(true);
      }
    } else {
      const described = encoderCases.map(({ config, weights }) => family.describe(config, weights()));
      expect(new Set(described.map(({ input }) => input))).toEqual(new Set(['waveform']));
      expect(new Set(encoderCases.map(({ config }) => config.model_type))).toEqual(new Set(family.networks));
      expect(family.blockOf('encoder.layers.1.attention.q_proj.weight')).toBe('encoder.layers.1');
      expect([...family.preprocess([1, 3])].map((value) => Number(value.toFixed(3)))).toEqual([-1, 1]);
    }
  }
});
