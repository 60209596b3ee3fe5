import { fixLength, normalizePeak, reduceNoise, resample, voiceFunctionals } from '@ser/dsp';
import { predictProbabilities, readLinearModel } from '@ser/models';
import { type About, FULL, INT8, readAbout, readFunctionals } from './about.ts';

/** An exported model, ready for stretches of sound. */
export interface OpenModel {
  readonly about: About;
  /** Seconds up to which a recording is taken as a whole. */
  readonly longest: number;
  /** What computes: `JavaScript`, `WebGPU`, `WebAssembly` or `WebAssembly, int8`. */
  readonly runs: string;
  /** The model's own probabilities of one stretch, in the order of the labels. */
  predict(samples: Float32Array, sampleRate: number): Promise<Float32Array>;
  /** Frees what a runtime holds. */
  close(): Promise<void>;
}

/** What is used of ONNX Runtime, in a browser or in Node. */
export interface Runtime {
  readonly InferenceSession: {
    create(
      bytes: Uint8Array,
      options?: { readonly executionProviders: readonly string[] },
    ): Promise<{
      readonly inputNames: readonly string[];
      release(): Promise<void>;
      run(feeds: Record<string, unknown>): Promise<Record<string, { readonly data: unknown }>>;
    }>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => unknown;
}

/** Where a network runs. */
export type Device = 'webgpu' | 'wasm';

/**
 * Opens what `ser export` wrote, whatever the model: `functionals.json` of the baseline, or a network; of a speech encoder the
 * int8 variant where it was written (`ser export --int8`), which is a quarter as large.
 *
 * @param files Name → bytes.
 * @param importRuntime Asked for ONNX Runtime where there is a network.
 * @param options `graphics`: whether a network is to run on a graphics processor if it can; `before`: the network that it takes
 * the place of, which is closed once the files are found to be right: memory may not hold two.
 */
export async function openModel(
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  importRuntime: (device: Device) => Promise<Runtime>,
  { graphics = false, before }: { readonly graphics?: boolean; readonly before?: OpenModel | undefined } = {},
): Promise<OpenModel> {
  const about = readAbout(await fileOf('model.json'));
  if ('functionals.json' in about.files) {
    const { longest, model } = readFunctionals(await fileOf('functionals.json', about));
    const classifier = readLinearModel(model);
    await before?.close();
    return {
      about,
      longest,
      runs: 'JavaScript',
      close: async () => {},
      predict: async (samples, sampleRate) => {
        const row = Float32Array.from(voiceFunctionals(samples, { sampleRate }).values);
        return Float32Array.from(predictProbabilities(classifier, [row]));
      },
    };
  }
  let old = before;
  if (graphics && files.has(FULL)) {
    const own = await openNetwork(FULL, 'webgpu').catch(() => undefined);
    if (own !== undefined) return own;
  }
  return openNetwork(files.has(INT8) && INT8 in about.files ? INT8 : FULL, 'wasm');

  async function openNetwork(name: string, device: Device): Promise<OpenModel> {
    const bytes = await fileOf(name, about);
    await old?.close();
    old = undefined;
    const { InferenceSession, Tensor } = await importRuntime(device);
    const session = await InferenceSession.create(bytes, onGraphics(device));
    const run = async (given: Float32Array): Promise<Float32Array> => {
      const feeds = { [session.inputNames[0]!]: new Tensor('float32', given, [1, given.length]) };
      return Object.values(await session.run(feeds))[0]!.data as Float32Array;
    };
    // What a graphics processor lacks shows when it computes.
    if (device === 'webgpu') {
      try {
        await run(new Float32Array(Math.floor(about.duration * about.sampleRate!)));
      } catch (error) {
        await session.release();
        throw error;
      }
    }
    return {
      about,
      longest: about.duration,
      close: () => session.release(),
      runs: device === 'webgpu' ? 'WebGPU' : name === INT8 ? 'WebAssembly, int8' : 'WebAssembly',
      predict: (samples, sampleRate) =>
        run(prepared(resample(samples, { from: sampleRate, to: about.sampleRate! }), about)),
    };
  }

  async function fileOf(name: string, about?: About): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = files.get(name);
    if (bytes === undefined) throw new Error(`${name} is missing: choose the folder that ser export wrote.`);
    const digest = about?.files[name];
    if (digest !== undefined && (await sha256(bytes)) !== digest) {
      throw new Error(`${name} is not the file that model.json tells of: export again.`);
    }
    return bytes;
  }
}

/** Without a wish, a runtime takes what it is made for. */
function onGraphics(device: Device): { readonly executionProviders: readonly string[] } | undefined {
  return device === 'webgpu' ? { executionProviders: [device] } : undefined;
}

/** Noise is reduced before the graph, as `predict.mjs` of such an export does. */
function prepared(samples: Float32Array, { sampleRate, duration, image, preprocessing }: About): Float32Array {
  const { noiseReduction: method = 'none', noiseStrength: reduction = 1 } = preprocessing;
  if (method !== 'spectral-subtraction' && method !== 'spectral-gating') return samples;
  const signal = image ? normalizePeak(fixLength(samples, { size: Math.floor(duration * sampleRate!) })) : samples;
  const options = { sampleRate: sampleRate!, reduction };
  return method === 'spectral-gating'
    ? reduceNoise(signal, { ...options, method })
    : reduceNoise(signal, { ...options, method });
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The same model, and the milliseconds that it took per second of sound so far; undefined where it was not asked. */
export function timed(model: OpenModel): { readonly model: OpenModel; readonly cost: () => number | undefined } {
  let [spent, seconds] = [0, 0];
  const predict: OpenModel['predict'] = async (samples, sampleRate) => {
    const begin = performance.now();
    const row = await model.predict(samples, sampleRate);
    spent += performance.now() - begin;
    seconds += samples.length / sampleRate;
    return row;
  };
  return { model: { ...model, predict }, cost: () => (seconds > 0 ? spent / seconds : undefined) };
}
