import * as tf from '@tensorflow/tfjs';
import type { BackendAttempt, ImportPackage, SelectBackendOptions } from '../backend-types.ts';
import { importFailure } from '../import-package.ts';
import { enableWasmTraining } from './enable-wasm-training.ts';

const PACKAGE = '@tensorflow/tfjs-backend-wasm';

interface WasmModule {
  setWasmPaths(path: string): void;
  getThreadsCount(): number;
}

/** Starts the WebAssembly back end and registers the kernels that training needs. */
export async function openWasm(load: ImportPackage, options: SelectBackendOptions): Promise<BackendAttempt> {
  const remedy = `install it: npm install ${PACKAGE}@${tf.version.tfjs}`;
  let wasm: WasmModule;
  try {
    wasm = (await load(PACKAGE)) as WasmModule;
  } catch (error) {
    return importFailure(PACKAGE, error, remedy);
  }
  try {
    const isStarted = tf.findBackend('wasm') !== null;
    if (options.wasmPath !== undefined && !isStarted) wasm.setWasmPaths(options.wasmPath);
    if (!(await tf.setBackend('wasm'))) throw new Error('its WebAssembly file did not start');
  } catch (error) {
    const message = error instanceof Error ? error.message : String((error as { message?: string })?.message ?? error);
    return {
      ok: false,
      reason: `${PACKAGE} does not start: ${message}`,
      remedy: "give the folder of its .wasm files with a trailing slash: selectBackend('wasm', { wasmPath })",
      cause: error,
    };
  }
  enableWasmTraining();
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? ' SIMD' : '';
  const threads = wasm.getThreadsCount();
  return { ok: true, tfjsName: 'wasm', device: `CPU (WebAssembly${simd}${threads > 1 ? `, ${threads} threads` : ''})` };
}
