import { readdirSync, readFileSync } from 'node:fs';
import type { Backbone } from '../src/families/describe-backbone.ts';
import { describeEncoder } from '../src/families/speech-encoders/describe-encoder.ts';
import { readSafetensors } from '../src/weights/read-safetensors.ts';
import { readTorchWeights } from '../src/weights/torch/read-torch-weights.ts';
import type { WeightMap } from '../src/weights/weight-map.ts';
import { golden, goldenPath, unpack } from './seeded.ts';

/** What transformers computed for one length of {@link testWaveform}. */
export interface EncoderClip {
  readonly samples: number;
  /** Every how many frames `last` holds. */
  readonly step: number;
  readonly means: Float32Array;
  readonly last: Float32Array;
  readonly logits: Float32Array | undefined;
}

/** A small random encoder as transformers saved it. */
export interface EncoderCase {
  readonly name: string;
  readonly folder: URL;
  readonly config: Readonly<Record<string, unknown>>;
  readonly preprocessor: Readonly<Record<string, unknown>>;
  readonly weights: () => WeightMap;
  readonly clips: readonly EncoderClip[];
}

interface Expected {
  readonly clips: readonly { samples: number; step: number; means: string; last: string; logits?: string }[];
}

/** The encoders of tools/reference/models_encoders.py. */
export const encoderCases: readonly EncoderCase[] = readdirSync(goldenPath('encoders'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const folder = goldenPath(`encoders/${name}/`);
    const read = (file: string): Uint8Array => new Uint8Array(readFileSync(new URL(file, folder)));
    return {
      name,
      folder,
      config: golden(`encoders/${name}/config.json`),
      preprocessor: golden(`encoders/${name}/preprocessor_config.json`),
      weights: () => {
        const files = readdirSync(folder).filter((file) => /\.(safetensors|bin)$/.test(file));
        return files[0]!.endsWith('.bin') ? readTorchWeights(files.map(read)) : readSafetensors(files.map(read));
      },
      clips: golden<Expected>(`encoders/${name}/expected.json`).clips.map((clip) => ({
        ...clip,
        means: unpack(clip.means),
        last: unpack(clip.last),
        logits: clip.logits === undefined ? undefined : unpack(clip.logits),
      })),
    };
  });

/** Describes one of them, by name. */
export function smallEncoder(name: string): Backbone {
  const found = encoderCases.find((one) => one.name === name)!;
  return describeEncoder(found.config, found.weights(), { name, preprocessor: found.preprocessor });
}

/** `waveform` of tools/reference/models_encoders.py. */
export function testWaveform(samples: number): Float32Array {
  return Float32Array.from({ length: samples }, (_, i) => {
    const noise = ((i * 2_654_435_761) % 2 ** 32) / 2 ** 31 - 1;
    return 0.25 * noise * (1 + (i % 4000) / 4000);
  });
}
