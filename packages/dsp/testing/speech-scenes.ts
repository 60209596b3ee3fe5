import { readFileSync } from 'node:fs';
import decodeOpus from '@audio/decode-opus';
import { createNormal } from '../src/normal.ts';
import { createRandom } from '../src/random.ts';
import type { Interval } from '../src/silence/non-silent-frames.ts';

/** What stands between two clips of a scene. */
export const backgrounds = ['digital silence', 'pink noise, -20 dB', 'pink noise, -40 dB', 'tones', 'melody'] as const;
export type Background = (typeof backgrounds)[number];

/** Clips of speech with something else between them, and the truth about it. */
export interface Scene {
  readonly samples: Float32Array;
  readonly speech: Interval[];
  readonly gaps: (Interval & { readonly kind: Background })[];
}

export const sceneRate = 48000;

const folder = new URL('../golden/speech/', import.meta.url);

/** The clips that `tools/reference/dsp_speech.py` had spoken, at 48 kHz. */
export async function speechClips(): Promise<Float32Array[]> {
  const { clips } = JSON.parse(readFileSync(new URL('clips.json', folder), 'utf8')) as { clips: [number, number][] };
  const { channelData } = await decodeOpus(readFileSync(new URL('clips.opus', folder)));
  return clips.map(([start, end]) => channelData[0]!.slice(start, end));
}

/** A scene of `count` clips at levels between -30 and -16 dB, each after 1 to 3 s of one background. */
export function speechScene(
  clips: readonly Float32Array[],
  { seed, count, kinds = backgrounds }: { seed: number; count: number; kinds?: readonly Background[] },
): Scene {
  const random = createRandom(seed);
  const parts: Float32Array[] = [];
  const [speech, gaps]: [Interval[], Scene['gaps']] = [[], []];
  let at = 0;
  const add = (part: Float32Array): Interval => {
    parts.push(part);
    at += part.length;
    return { start: at - part.length, end: at };
  };
  for (let i = 0; i <= count; i++) {
    const kind = kinds[(i + seed) % kinds.length]!;
    gaps.push({ kind, ...add(background(kind, Math.round((1 + 2 * random()) * sceneRate), random)) });
    if (i < count) speech.push(add(atLevel(clips[(i * 4 + seed) % clips.length]!, -30 + 14 * random())));
  }
  const samples = new Float32Array(at);
  let offset = 0;
  for (const part of parts) {
    samples.set(part, offset);
    offset += part.length;
  }
  return { samples, speech, gaps };
}

function background(kind: Background, length: number, random: () => number): Float32Array {
  const seconds = (i: number): number => i / sceneRate;
  switch (kind) {
    case 'digital silence':
      return new Float32Array(length);
    case 'pink noise, -20 dB':
      return atLevel(pinkNoise(length, random), -20);
    case 'pink noise, -40 dB':
      return atLevel(pinkNoise(length, random), -40);
    case 'tones': {
      const [low, high] = [200 + 400 * random(), 700 + 2000 * random()];
      const wave = (hz: number, i: number): number => Math.sin(2 * Math.PI * hz * seconds(i));
      return atLevel(
        Float32Array.from({ length }, (_, i) => wave(low, i) + wave(high, i)),
        -20,
      );
    }
    case 'melody': {
      const samples = new Float32Array(length);
      for (let start = 0; start < length; ) {
        const [note, hz] = [0.125 * 2 ** Math.floor(3 * random()), 220 * 2 ** (Math.floor(24 * random()) / 12)];
        for (let i = 0; i < note * sceneRate && start + i < length; i++) {
          const decay = Math.exp(-4 * seconds(i));
          for (let h = 1; h <= 6; h++) samples[start + i]! += (decay / h) * Math.sin(2 * Math.PI * hz * h * seconds(i));
        }
        start += note * sceneRate;
      }
      return atLevel(samples, -20);
    }
  }
}

/** Noise whose power falls with frequency: a sum of white noises, each held twice as long as the one before. */
function pinkNoise(length: number, random: () => number): Float32Array {
  const normal = createNormal(random);
  const rows = new Float64Array(16);
  return Float32Array.from({ length }, (_, i) => {
    const row = i === 0 ? 0 : 31 - Math.clz32(i & -i);
    if (row < rows.length) rows[row] = normal();
    return rows.reduce((sum, value) => sum + value, normal());
  });
}

function atLevel(samples: Float32Array, decibels: number): Float32Array {
  const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
  const factor = 10 ** (decibels / 20) / Math.sqrt(power);
  return samples.map((value) => value * factor);
}
