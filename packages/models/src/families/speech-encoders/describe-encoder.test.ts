import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { expectParity } from '../../../../../tools/parity/expect-parity.ts';
import { encoderCases, testWaveform } from '../../../testing/encoder-cases.ts';
import { normalizeWaveform } from '../../embeddings/normalize-waveform.ts';
import { compileToOnnx } from '../../engines/onnx/compile-to-onnx.ts';
import type { WeightMap } from '../../weights/weight-map.ts';
import { describeEncoder } from './describe-encoder.ts';
import { encoderOutputs } from './encoder-graph.ts';

/** Sums of thousands of float32 products in another order than torch's; values reach 7. */
const tolerance = 2e-5;

describe.each(encoderCases)('$name', ({ name, config, preprocessor, weights, clips }) => {
  it('computes every hidden state that transformers computes, from one frame to a minute', async () => {
    const backbone = describeEncoder(config, weights(), { name, preprocessor });
    const outputs = [...backbone.graph.outputs, encoderOutputs.states];
    const session = await ort.InferenceSession.create(compileToOnnx({ ...backbone.graph, outputs }, backbone.weights));
    const claim = {
      package: 'models',
      name: `describeEncoder ${name}`,
      reference: 'transformers 5.18.0, torch 2.13',
      measure: 'absolute',
      tolerance,
    } as const;
    for (const { samples, step, means, last, logits } of clips) {
      const clip = testWaveform(samples);
      const input = preprocessor.do_normalize ? normalizeWaveform(clip) : clip;
      const results = await session.run({ waveform: new ort.Tensor('float32', input, [1, samples]) });
      const values = (output: string): Float32Array => results[output]!.data as Float32Array;
      expectParity(values(encoderOutputs.all), means, { ...claim, path: 'mean of every layer' });
      const size = backbone.outputDim;
      const frames = values(encoderOutputs.states).filter((_, i) => Math.floor(i / size) % step === 0);
      expectParity(frames, last, { ...claim, path: 'last hidden state' });
      if (logits) expectParity(values(encoderOutputs.logits), logits, { ...claim, path: 'logits' });
    }
    await session.release();
    expect(backbone.waveform!.minSamples).toBe(345);
    expect(backbone.labels).toEqual(name.endsWith('classifier') ? ['angry', 'happy', 'sad'] : undefined);
  });
});

describe('describeEncoder refuses', () => {
  const { config, weights } = encoderCases.find(({ name }) => name === 'wav2vec2-base')!;
  const described = (changes: object, map: WeightMap = weights()) => describeEncoder({ ...config, ...changes }, map);

  it('another architecture, by name, and what to do', () => {
    expect(() => described({ model_type: 'whisper' })).toThrow(/type "whisper"; described are wav2vec2, .*openOnnx/);
    expect(() => described({ model_type: undefined })).toThrow(/no model_type/);
  });

  it.each([
    ['hidden_act', 'relu'],
    ['add_adapter', true],
    ['adapter_attn_dim', 16],
    ['feat_extract_norm', 'batch'],
    ['conv_dim', 'many'],
    ['conv_dim', []],
    ['conv_stride', [5]],
    ['hidden_size', 1e9],
    ['num_hidden_layers', 0],
    ['num_hidden_layers', 1e6],
    ['num_attention_heads', 5],
    ['num_conv_pos_embedding_groups', 3],
    ['layer_norm_eps', -1],
  ])('%s = %j, by its key', (key, value) => {
    expect(() => described({ [key]: value })).toThrow(new RegExp(`its ${key} is`));
  });

  it('labels with gaps', () => {
    const head = { architectures: ['Wav2Vec2ForSequenceClassification'] };
    expect(() => described({ ...head, id2label: { 0: 'a', 2: 'c' } })).toThrow(/id2label/);
  });

  it('weights that are missing, left over or of another shape, by name', () => {
    const without = new Map(weights());
    without.delete('encoder.layers.1.attention.q_proj.bias');
    expect(() => described({}, without)).toThrow(/missing are 1 \(encoder\.layers\.1\.attention\.q_proj\.bias\)/);
    const more = new Map(weights()).set('adapter.layers.0.weight', weights().get('masked_spec_embed')!);
    expect(() => described({}, more)).toThrow(/left over are 1 \(adapter\.layers\.0\.weight\)/);
    expect(() => described({ num_hidden_layers: 1 })).toThrow(/left over are 16 \(encoder\.layers\.1/);
    expect(() => described({ intermediate_size: 20 })).toThrow(/intermediate_dense\.weight".*\[20, 16\].*\[24, 16\]/);
  });
});
