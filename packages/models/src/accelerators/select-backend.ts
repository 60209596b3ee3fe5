import * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../errors.ts';
import {
  automaticOrder,
  type BackendAttempt,
  type BackendName,
  type ImportPackage,
  type RejectedBackend,
  type SelectBackendOptions,
  type SelectedBackend,
} from './backend-types.ts';
import { importOptionalPackage } from './import-package.ts';
import { openNative } from './native/open-native.ts';
import { openWasm } from './wasm/open-wasm.ts';
import { openWebGpu } from './webgpu/open-webgpu.ts';

async function openCpu(): Promise<BackendAttempt> {
  const ok = await tf.setBackend('cpu');
  if (!ok) return { ok, reason: 'TensorFlow.js has no cpu back end here', remedy: "import '@tensorflow/tfjs' whole" };
  return { ok, tfjsName: 'cpu', device: 'CPU (plain JavaScript)' };
}

type Open = (load: ImportPackage, options: SelectBackendOptions, isAutomatic: boolean) => Promise<BackendAttempt>;

/** How each back end is opened; a new one is a folder and a row. */
const openers: Readonly<Record<BackendName, Open>> = {
  gpu: (load, options) => openNative('gpu', load, options),
  node: (load, options) => openNative('node', load, options),
  webgpu: (load, options, isAutomatic) => openWebGpu(load, { ...options, isAutomatic }),
  wasm: openWasm,
  cpu: openCpu,
};

/**
 * Chooses the back end that TensorFlow.js computes on, and says what it chose, on which device, and why it passed over the
 * others.
 *
 * `auto` takes the first that works of `gpu`, `node`, `webgpu`, `wasm`. A back end asked for by name is used or refused,
 * never replaced: `gpu` is refused where TensorFlow would compute on the CPU in silence. Optional packages are loaded only
 * when they are tried. `wasm` comes with the kernels of `enableWasmTraining`.
 *
 * @throws {ModelsError} `backend` when the back end asked for, or under `auto` every one, cannot be used; the message gives
 *   the reason and the remedy. `invalid-option` for an unknown name.
 */
export async function selectBackend(
  name: 'auto' | BackendName,
  options: SelectBackendOptions = {},
): Promise<SelectedBackend> {
  const candidates: readonly BackendName[] = name === 'auto' ? automaticOrder : [name];
  if (name !== 'auto' && !Object.hasOwn(openers, name)) {
    throw new ModelsError(
      'invalid-option',
      `Unknown back end "${name}". Must be one of auto, gpu, node, webgpu, wasm, cpu.`,
    );
  }
  const rejected: RejectedBackend[] = [];
  let cause: unknown;
  for (const candidate of candidates) {
    const attempt = await openers[candidate](options.importPackage ?? importOptionalPackage, options, name === 'auto');
    if (attempt.ok) {
      const { tfjsName, device } = attempt;
      const engine = candidate === 'wasm' || candidate === 'cpu' ? 'onnx' : 'tfjs';
      return { name: candidate, tfjsName, device, engine, rejected };
    }
    rejected.push({ name: candidate, reason: attempt.reason, remedy: attempt.remedy });
    cause = attempt.cause;
  }
  const reasons = rejected.map((r) => `${r.name}: ${r.reason}. To get it, ${r.remedy}.`).join('\n');
  throw new ModelsError('backend', `No back end for "${name}".\n${reasons}`, { cause });
}
