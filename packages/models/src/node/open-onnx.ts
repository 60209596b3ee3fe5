import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { loadOnnxRuntime } from '../engines/onnx/load-runtime.ts';
import type { OnnxRuntime, OnnxSession, OnnxTensor } from '../engines/onnx/runtime.ts';
import { sessionSettings } from '../engines/onnx/session-settings.ts';
import type { BackboneSession } from '../engines/session.ts';
import { ModelsError } from '../errors.ts';

/** Options of {@link openOnnx}. */
export interface OpenOnnxOptions {
  /**
   * What the network takes.
   * @default `waveform` where the input has two axes `[batch, samples]`, `image` where it has four
   */
  readonly input?: 'waveform' | 'image' | undefined;
  /**
   * Name of the input, where the network has several; the others must be optional.
   * @default the first
   */
  readonly inputName?: string | undefined;
  /**
   * Name of the output that holds the features.
   * @default the first
   */
  readonly output?: string | undefined;
  /**
   * `mean` takes the mean over time of an output `[batch, frames, features]`, `none` gives the output as it is.
   * @default 'mean' where the output has three axes, else 'none'
   */
  readonly pooling?: 'mean' | 'none' | undefined;
  /**
   * `[height, width, channels]` of an image, where the file leaves its size open.
   * @default the file's own
   */
  readonly inputShape?: readonly number[] | undefined;
  /**
   * Samples per second that a waveform must have, in hertz.
   * @default 16000
   */
  readonly sampleRate?: number | undefined;
  /**
   * Whether each clip is brought to mean 0 and variance 1 first.
   * @default false
   */
  readonly isNormalized?: boolean | undefined;
  /**
   * Threads, a whole number from 1; 0 takes one for each physical core.
   * @default 0
   */
  readonly threads?: number | undefined;
  /**
   * ONNX Runtime itself, where it must be configured.
   * @default onnxruntime-node, else onnxruntime-web
   */
  readonly runtime?: OnnxRuntime | undefined;
}

/**
 * Opens any ONNX file as a backbone: a waveform `[batch, samples]`, or images `[batch, height, width, channels]` or
 * `[batch, channels, height, width]`, to features, as `extractEmbeddings` takes it. Dispose of it when it is no longer needed.
 *
 * @param path - The file; weights beside it are found where it names them.
 * @returns A session whose `backbone.fingerprint` is the SHA-256 of the file and of the settings above.
 * @throws ModelsError `file` where the file cannot be read; `runtime` where ONNX Runtime refuses it, and from the session where the features are
 * not finite; `invalid-option` for an
 * unknown name of an input or output, or a shape that is neither a waveform nor an image, naming those there are.
 */
export async function openOnnx(path: string, options: OpenOnnxOptions = {}): Promise<BackboneSession> {
  const { threads = 0, sampleRate = 16_000, isNormalized = false } = options;
  if (!Number.isInteger(threads) || threads < 0) {
    throw new ModelsError('invalid-option', `threads must be a whole number from 0; received ${threads}.`);
  }
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new ModelsError('file', `${path} cannot be read: ${cause.message}`, { cause });
  });
  const runtime = options.runtime ?? (await loadOnnxRuntime());
  const name = basename(path);
  // By its path, so that weights in files beside it are found.
  const create = runtime.InferenceSession.create as unknown as (path: string, settings: object) => Promise<OnnxSession>;
  const session = await create
    .call(runtime.InferenceSession, path, sessionSettings({ threads }))
    .catch((cause: unknown) => {
      throw new ModelsError('runtime', `ONNX Runtime could not load ${name}: ${String(cause).slice(0, 200)}`, {
        cause,
      });
    });
  try {
    return describeSession(session, runtime, { ...options, name, bytes, sampleRate, isNormalized });
  } catch (error) {
    await session.release();
    throw error;
  }
}

interface Described extends OpenOnnxOptions {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sampleRate: number;
  readonly isNormalized: boolean;
}

function describeSession(session: OnnxSession, runtime: OnnxRuntime, options: Described): BackboneSession {
  const { name, bytes, sampleRate, isNormalized } = options;
  const inputName = pick('input', session.inputNames, options.inputName);
  const outputName = pick('output', session.outputNames, options.output);
  const shape = axesOf(session.inputMetadata, session.inputNames.indexOf(inputName));
  const input = options.input ?? (shape.length === 4 ? 'image' : 'waveform');
  const outputAxes = axesOf(session.outputMetadata, session.outputNames.indexOf(outputName));
  const pooling = options.pooling ?? (outputAxes.length === 3 ? 'mean' : 'none');
  const isChannelsFirst = input === 'image' && [1, 3].includes(shape[1]!) && ![1, 3].includes(shape[3]!);
  const inputShape = input === 'waveform' ? [-1] : imageShape(shape, isChannelsFirst, options);
  if ((input === 'waveform' && shape.length !== 2) || (input === 'image' && shape.length !== 4)) {
    throw new ModelsError(
      'invalid-option',
      `The input "${inputName}" of ${name} has the axes [${shape.join(', ')}]: a waveform has [batch, samples], an image four.`,
    );
  }
  const outputDim = outputAxes.at(-1)!;
  if (!(outputDim > 0)) {
    throw new ModelsError(
      'invalid-option',
      `The output "${outputName}" of ${name} has the axes [${outputAxes.join(', ')}]; the last one must be fixed. Others: ${session.outputNames.join(', ')}.`,
    );
  }
  const settings = [inputName, outputName, input, pooling, isNormalized, sampleRate, inputShape];
  const fingerprint = createHash('sha256').update(bytes).update(JSON.stringify(settings)).digest('hex');
  let open = true;
  return {
    engine: 'onnx',
    outputs: [outputName],
    backbone: {
      input,
      name,
      inputShape,
      outputShape: [outputDim],
      outputDim,
      taps: [],
      fingerprint,
      ...(input === 'waveform' && { waveform: { sampleRate, isNormalized, minSamples: 1, layers: 1 } }),
    },
    async run(values, count) {
      const [height, width, channels] = inputShape as [number, number, number];
      const dims = isChannelsFirst
        ? [channels, height, width]
        : inputShape.map((n) => (n < 0 ? values.length / count : n));
      const data = isChannelsFirst ? channelsFirst(values, count, height * width, channels) : values;
      const feeds = { [inputName]: new runtime.Tensor('float32', data, [count, ...dims]) as never };
      const results = await session.run(feeds).catch((cause: unknown) => {
        throw new ModelsError('runtime', `ONNX Runtime could not run ${name}: ${String(cause).slice(0, 200)}`, {
          cause,
        });
      });
      const features =
        pooling === 'mean'
          ? meanOverTime(results[outputName]!, count, outputDim)
          : (results[outputName]!.data as Float32Array);
      // A file of weights that overflow, or hold no numbers, would give plausible predictions behind it.
      if (!features.every(Number.isFinite)) {
        throw new ModelsError('runtime', `${name} gave features that are no finite numbers: its weights are damaged.`);
      }
      return [features];
    },
    async dispose() {
      if (open) await session.release();
      open = false;
    },
  };
}

function pick(what: string, names: readonly string[], wanted: string | undefined): string {
  const name = wanted ?? names[0]!;
  if (names.includes(name)) return name;
  throw new ModelsError('invalid-option', `The network has no ${what} "${name}"; it has ${names.join(', ')}.`);
}

/** Sizes of the axes, -1 for one that the file leaves open. */
function axesOf(metadata: OnnxSession['inputMetadata'], index: number): number[] {
  return (metadata?.[index]?.shape ?? []).map((n) => (typeof n === 'number' && n > 0 ? n : -1));
}

function imageShape(
  axes: readonly number[],
  isChannelsFirst: boolean,
  { name, inputShape }: Described,
): readonly number[] {
  const [, first, second, third] = axes as [number, number, number, number];
  const own = isChannelsFirst ? [second, third, first] : [first, second, third];
  const shape = inputShape ?? own;
  const fits =
    shape.length === 3 && shape.every((n, i) => Number.isInteger(n) && n > 0 && (own[i] === -1 || own[i] === n));
  if (fits) return shape;
  throw new ModelsError(
    'invalid-option',
    `${name} takes images of [${own.join(', ')}] (height, width, channels; -1 is open). Pass an inputShape that fits.`,
  );
}

/** `[count, pixels, channels]` → `[count, channels, pixels]`. */
function channelsFirst(values: Float32Array, count: number, pixels: number, channels: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let i = 0; i < count; i++) {
    const start = i * pixels * channels;
    for (let p = 0; p < pixels; p++) {
      for (let c = 0; c < channels; c++) out[start + c * pixels + p] = values[start + p * channels + c]!;
    }
  }
  return out;
}

function meanOverTime({ data, dims }: OnnxTensor, count: number, size: number): Float32Array {
  const frames = (data as Float32Array).length / count / size;
  if (dims.length !== 3)
    throw new ModelsError('runtime', `The output has the axes [${dims.join(', ')}]; a mean over time needs three.`);
  const sums = new Float64Array(count * size);
  (data as Float32Array).forEach((value, i) => {
    sums[Math.floor(i / (frames * size)) * size + (i % size)]! += value;
  });
  return Float32Array.from(sums, (sum) => sum / frames);
}
