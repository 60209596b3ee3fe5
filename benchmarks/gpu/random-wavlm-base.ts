import { type Backbone, describeEncoder } from '@ser/models';
import { readEncoderConfig } from '../../packages/models/src/families/speech-encoders/encoder-config.ts';
import { encoderGraph } from '../../packages/models/src/families/speech-encoders/encoder-graph.ts';
import { createRandom } from '../../packages/models/src/random.ts';

/** WavLM base, whose sizes are transformers' defaults, with weights of its own shapes that are drawn here. */
export function randomWavlmBase(): Backbone {
  const config = { model_type: 'wavlm' };
  const { layers } = encoderGraph('wavlm-base', readEncoderConfig(config));
  const random = createRandom(1);
  const weights = new Map(
    layers.flatMap((layer) => {
      if (layer.type !== 'weight') return [];
      const { name, shape } = layer;
      const length = shape.reduce((product, n) => product * n, 1);
      // The standard deviation that transformers starts from; norms scale by about one.
      const center = /norm\.weight$/.test(name) ? 1 : 0;
      const data = Float32Array.from({ length }, () => center + 0.02 * Math.sqrt(12) * (random() - 0.5));
      return [[name, [{ name: 'value', shape, data }]] as const];
    }),
  );
  return describeEncoder(config, weights, { name: 'wavlm-base' });
}
