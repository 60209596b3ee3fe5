import { ModelsError, type OnnxDevice, onnxDeviceNames, selectBackend, type TrainOptions } from '@ser/models';
import { SerError, usageError } from '../errors.ts';
import type { Reporter } from '../terminal/reporter.ts';
import { BACKENDS } from './backends.ts';
import type { EngineSurroundings, OpenEngine, Unavailable } from './engine.ts';
import { ENGINES, NATIVE_ONNX, type OpenOnnx, openOnnxRuntime } from './engines.ts';

/** What a run computes with. */
export interface Engines {
  /** What computes embeddings. */
  readonly engine: OpenEngine;
  /** Name of the back end that trains. */
  readonly backend: string;
  /** What that computes on, in words. */
  readonly device: string;
  /** The same for `train`. */
  readonly runtime: Pick<TrainOptions, 'runtime' | 'device' | 'onnxRuntime'>;
}

/** What computes where no network is: nothing, so that nothing has to be opened. */
const NO_ENGINES: Engines = {
  engine: {
    name: 'none',
    title: 'nothing',
    identity: { runtime: 'none', device: 'none', precision: 'float32' },
    open: () => Promise.reject(new SerError('A network needs an engine, and none was opened.')),
  },
  backend: 'none',
  device: 'none',
  runtime: {},
};

/** What was asked for; `auto` takes what works. */
export interface EngineChoice {
  readonly engine: string;
  readonly backend: string;
  /** What ONNX Runtime computes on; undefined where nothing was asked for. */
  readonly device?: OnnxDevice | undefined;
}

/** The names that `--engine`, `--backend` and `--device` take. */
export const ENGINE_CHOICES: readonly string[] = ['auto', ...ENGINES.map(({ name }) => name)];
export const BACKEND_CHOICES: readonly string[] = ['auto', ...BACKENDS.map(({ name }) => name)];
export const DEVICE_CHOICES: readonly OnnxDevice[] = onnxDeviceNames;

/** What trains, chosen. */
interface Training extends Pick<Engines, 'backend' | 'device' | 'runtime'> {
  /** The back end of TensorFlow.js, which holds the model; beside ONNX Runtime it need not be fast. */
  readonly beside: EngineSurroundings;
  /** The engine that goes with it. */
  readonly engine: string;
}

/**
 * Opens the back end that trains, and the engine that goes with it; nothing for the baseline alone, which needs neither.
 *
 * @param networks Those to train or test, where they are known.
 * @throws {SerError} where what was asked for cannot be used: the reason, and what to do.
 */
export async function openEngines(
  choice: EngineChoice,
  reporter: Reporter,
  networks?: readonly unknown[],
): Promise<Engines> {
  if (networks?.length === 0) return NO_ENGINES;
  const { device } = choice;
  for (const option of ['backend', 'engine'] as const) {
    if (device === undefined || choice[option] === 'auto' || choice[option] === 'onnx') continue;
    throw usageError(`--device ${device} says what ONNX Runtime computes on; leave out --${option} ${choice[option]}.`);
  }
  const training = await openTraining(choice);
  const wanted = choice.engine === 'auto' ? training.engine : choice.engine;
  // Asked for by name an engine is used or refused; else the next one takes its place.
  const rows = [...ENGINES].sort((a, b) => Number(b.name === wanted) - Number(a.name === wanted));
  const isFree = choice.engine === 'auto' && device === undefined;
  const engine = await firstOf(isFree ? rows : rows.slice(0, 1), training.beside);
  reporter.note(`Training on ${training.backend}: ${training.device}. Embeddings by ${engine.title}.`);
  return { engine, backend: training.backend, device: training.device, runtime: training.runtime };
}

async function openTraining({ backend, device }: EngineChoice): Promise<Training> {
  if (backend === 'onnx' || (backend === 'auto' && device !== undefined)) {
    const opened = await openOnnxRuntime(device, NATIVE_ONNX);
    if (!('runtime' in opened)) throw new SerError(refusal('ONNX Runtime', opened));
    await openTfjs('wasm');
    return onOnnx(opened);
  }
  const selected = await openTfjs(backend);
  if (backend === 'auto' && selected.name === 'wasm') {
    // Nothing native and no GPU: ONNX Runtime is several times as fast as WebAssembly.
    const opened = await openOnnxRuntime('cpu', NATIVE_ONNX);
    if ('runtime' in opened) return onOnnx(opened);
  }
  const { name, engine } = selected;
  return { backend: name, device: selected.device, runtime: {}, beside: { name }, engine };
}

function onOnnx({ name, runtime, device, title }: OpenOnnx): Training {
  return {
    backend: 'onnx',
    device: `${title}, ${name}`,
    runtime: { runtime: 'onnx', device, onnxRuntime: runtime },
    beside: { name: 'wasm', device },
    engine: 'onnx',
  };
}

function openTfjs(name: string): ReturnType<typeof selectBackend> {
  // The native packages are this program's optional peers, so they are looked up from here.
  const importPackage = (path: string): Promise<unknown> => import(path);
  return selectBackend(name as Parameters<typeof selectBackend>[0], { importPackage }).catch((cause: unknown) => {
    const enable = BACKENDS.find((row) => row.name === name)?.enable;
    const how = enable === undefined ? '' : ` In a copy of the repository: npx pnpm@10.34.9 ${enable}`;
    throw ModelsError.isInstance(cause) ? new SerError(`${cause.message}${how}`, { cause }) : cause;
  });
}

async function firstOf(rows: typeof ENGINES, beside: EngineSurroundings): Promise<OpenEngine> {
  const refused: string[] = [];
  for (const row of rows) {
    const found = await row.available(beside);
    if ('open' in found) return found;
    refused.push(refusal(row.title, found));
  }
  throw new SerError(refused.join('\n'));
}

function refusal(title: string, { reason, remedy }: Unavailable): string {
  return `${title} cannot be used: ${reason}. To get it: ${remedy}`;
}
