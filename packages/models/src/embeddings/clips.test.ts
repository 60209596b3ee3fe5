import { describe, expect, it } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { encoderCases, smallEncoder, testWaveform } from '../../testing/encoder-cases.ts';
import { smallBackbone, smallVgg } from '../../testing/small.ts';
import { openBackbone } from '../engines/open-backbone.ts';
import { classifyClips } from './classify-clips.ts';
import type { ClipLike } from './clip.ts';
import { type ExtractEmbeddingsOptions, extractEmbeddings } from './extract-embeddings.ts';

async function collect(clips: Iterable<ClipLike>, options: ExtractEmbeddingsOptions): Promise<Float32Array[]> {
  const all: Float32Array[] = [];
  for await (const one of extractEmbeddings(clips, options)) all.push(one);
  return all;
}

/** Five clips, of three lengths. */
const clips = [4000, 1000, 4000, 777, 4000].map((length, i) => testWaveform(length + i).subarray(i));

describe.each(['wav2vec2-base', 'wavlm-large'])('clips through %s', (name) => {
  const backbone = smallEncoder(name);

  it('give the last hidden state or all, normalized where the encoder asks for it', async () => {
    const wanted = encoderCases.find((one) => one.name === name)!.clips.find(({ samples }) => samples === 4000)!;
    const clip = testWaveform(4000);
    const claim = {
      package: 'models',
      name: 'extractEmbeddings',
      reference: 'transformers 5.18.0, torch 2.13',
      path: 'waveform',
      measure: 'absolute',
      tolerance: 2e-5,
    } as const;
    const [all] = await collect([clip], { backbone, layers: 'all' });
    expectParity(all!, wanted.means, claim);
    const [last] = await collect([{ samples: clip, sampleRate: 16_000 }], { backbone });
    const frames = wanted.last.length / 16;
    const mean = Float32Array.from({ length: 16 }, (_, k) => {
      let sum = 0;
      for (let t = 0; t < frames; t++) sum += wanted.last[t * 16 + k]!;
      return sum / frames;
    });
    expectParity(last!, mean, claim);
  });

  it('give the same bytes alone and among others, in order', async () => {
    const session = await openBackbone(backbone);
    const single: Float32Array[] = [];
    for (const clip of clips) single.push(...(await collect([clip], { backbone: session, layers: 'all' })));
    expect(await collect(clips, { backbone: session, layers: 'all' })).toEqual(single);
    expect(
      await collect(
        clips.map((clip) => Float64Array.from(clip)),
        { backbone: session, layers: 'all' },
      ),
    ).toEqual(single);
    await session.dispose();
  });
});

it.each(['wav2vec2-classifier', 'hubert-classifier', 'wavlm-classifier', 'data2vec-classifier'])(
  '%s predicts as transformers does',
  async (name) => {
    const backbone = smallEncoder(name);
    for (const { samples, logits } of encoderCases.find((one) => one.name === name)!.clips.slice(0, 4)) {
      const powers = [...logits!].map(Math.exp);
      const wanted = powers.map((power) => power / powers.reduce((a, b) => a + b));
      for await (const probabilities of classifyClips([testWaveform(samples)], { backbone })) {
        expectParity(probabilities, wanted, {
          package: 'models',
          name: 'classifyClips',
          reference: 'transformers 5.18.0 pipeline("audio-classification")',
          path: name,
          measure: 'absolute',
          tolerance: 1e-5,
        });
      }
    }
  },
);

describe('clips are refused', () => {
  const backbone = smallEncoder('wav2vec2-base');
  const run = (clip: unknown, options: object = {}) => collect([clip as ClipLike], { backbone, ...options });

  it.each([
    ['shorter than a frame', new Float32Array(344), /Clip 0 has 344 samples; .* takes 345 to/],
    [
      'of another rate',
      { samples: new Float32Array(4000), sampleRate: 44_100 },
      /44100 samples per second; .* takes 16000/,
    ],
    ['of whole numbers', new Int16Array(4000), /must be a Float32Array/],
    ['as a plain list', [0, 0.1], /must be a Float32Array/],
    ['that are null', null, /must be a Float32Array/],
    ['with NaN', new Float32Array(4000).fill(Number.NaN), /not finite/],
  ])('%s', async (_, clip, message) => {
    await expect(run(clip)).rejects.toThrow(message);
  });

  it('by an engine that takes images, and without a classifier', async () => {
    await expect(run(new Float32Array(4000), { engine: 'tfjs' })).rejects.toThrow(/takes waveforms and runs on ONNX/);
    await expect(classifyClips([new Float32Array(4000)], { backbone }).next()).rejects.toThrow(/has no classifier/);
    const images = smallBackbone(smallVgg([33, 40, 3]));
    await expect(collect([], { backbone: images, layers: 'all' })).rejects.toThrow(/layers must be "last"/);
  });
});
