import { describe, expect, it } from 'vitest';
import { smallEncoder, testWaveform } from '../../../testing/encoder-cases.ts';
import { smallBackbone, smallVgg } from '../../../testing/small.ts';
import { extractEmbeddings } from '../../embeddings/extract-embeddings.ts';
import { compileToOnnx } from '../../engines/onnx/compile-to-onnx.ts';
import { quantizeColumns } from '../../engines/onnx/emit-int8-product.ts';
import { backboneFingerprint } from '../backbone-fingerprint.ts';
import type { Backbone } from '../describe-backbone.ts';
import { quantizeWeights } from './quantize-weights.ts';

async function embed(backbone: Backbone, lengths: readonly number[]): Promise<Float32Array[]> {
  const all: Float32Array[] = [];
  for await (const one of extractEmbeddings(lengths.map(testWaveform), { backbone, layers: 'all' })) all.push(one);
  return all;
}

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('quantizeWeights', () => {
  it.each(['wav2vec2-base', 'wavlm-large', 'hubert-classifier'])('stays near float32: %s', async (name) => {
    const backbone = smallEncoder(name);
    const int8 = quantizeWeights(backbone);
    const [exact, near] = [await embed(backbone, [4000, 9000]), await embed(int8, [4000, 9000])];
    near.forEach((one, i) => {
      expect(one).not.toEqual(exact[i]);
      expect(cosine(one, exact[i]!)).toBeGreaterThan(0.995);
    });
    // Alone or after another clip: the same bytes.
    expect(await embed(int8, [9000])).toEqual([near[1]]);
    expect(await backboneFingerprint(int8)).not.toBe(await backboneFingerprint(backbone));
  });

  it('stores the matrices of linear layers in a quarter, and nothing else', () => {
    const backbone = smallEncoder('wav2vec2-base');
    const text = (one: Backbone) => new TextDecoder('latin1').decode(compileToOnnx(one.graph, one.weights));
    const [exact, int8] = [text(backbone), text(quantizeWeights(backbone))];
    expect(exact).not.toContain('DynamicQuantizeLinear');
    // Six of each layer and the projection of the features: three bytes less a value, names and scales on top.
    expect(int8.split('MatMulInteger')).toHaveLength(2 * 6 + 1 + 1);
    expect(int8).toContain('encoder.layers.0.attention.q_proj.weight/int8');
    expect(exact.length - int8.length).toBeLessThan(3 * (8 * 256 + 4 * 384 + 128));
  });

  it('takes no images', () => {
    expect(() => quantizeWeights(smallBackbone(smallVgg()))).toThrow(/takes images/);
  });
});

describe('quantizeColumns', () => {
  it('gives each column its own scale, the largest magnitude 127, halves to the even neighbor', () => {
    // torch's layout: a row of the weight is a column of the product.
    const { values, scales } = quantizeColumns(Float32Array.of(127, -0.5, 1.5, 0, 0, 0), 2, 3);
    expect([...scales]).toEqual([1, 1]);
    expect([...values]).toEqual([127, 0, 0, 0, 2, 0]);
  });
});
