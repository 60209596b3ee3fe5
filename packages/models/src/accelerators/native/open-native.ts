import * as tf from '@tensorflow/tfjs';
import type { BackendAttempt, ImportPackage, SelectBackendOptions } from '../backend-types.ts';
import { importFailure } from '../import-package.ts';

interface NativeBackend {
  readonly isGPUPackage: boolean;
  readonly isUsingGpuDevice: boolean;
}

interface NodeProcess {
  readonly versions?: { readonly node?: string };
  getBuiltinModule?(id: string): Record<string, unknown>;
}

/**
 * Gives Node ≥ 23 back `util.isNullOrUndefined`, which tfjs-node 4.22 still calls while it prepares almost every operation
 * (tensorflow/tfjs#8609: mended in April 2025, never released).
 */
function restoreNodeUtil(process: NodeProcess): void {
  const util = process.getBuiltinModule?.('util');
  if (util && typeof util.isNullOrUndefined !== 'function') {
    util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  }
  if (util && typeof util.isArray !== 'function') util.isArray = Array.isArray;
}

/**
 * Loads a native package without TensorFlow.js' warnings: both packages register the same kernels, and where the first one
 * lacks its library, the second one's would be reported one by one as registered already.
 */
async function loadQuietly(load: ImportPackage, packageName: string): Promise<void> {
  const environment = tf.env();
  const before = environment.getBool('PROD');
  environment.set('PROD', true);
  try {
    await load(packageName);
  } finally {
    environment.set('PROD', before);
  }
}

/** Starts the native TensorFlow back end from the package given: `@tensorflow/tfjs-node` or `@tensorflow/tfjs-node-gpu`. */
export async function openNative(
  name: 'gpu' | 'node',
  load: ImportPackage,
  options: SelectBackendOptions,
): Promise<BackendAttempt> {
  const process = (globalThis as { process?: NodeProcess }).process;
  if (!process?.versions?.node) {
    return { ok: false, reason: 'it runs in Node only', remedy: 'choose webgpu or wasm in a browser' };
  }
  const packageName = name === 'gpu' ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node';
  const folder = `node_modules/${packageName}`;
  const fetchLibrary = `npm --prefix ${folder} run install`;
  const remedy = `install it, and let it fetch its native library: npm install ${packageName}@${tf.version.tfjs}; where install scripts are off: ${fetchLibrary}`;
  restoreNodeUtil(process);
  try {
    if (tf.findBackend('tensorflow') === null) await loadQuietly(load, packageName);
    if (!(await tf.setBackend('tensorflow'))) throw new Error('its native library did not start');
  } catch (error) {
    if (String(error).includes('tfjs_binding.node')) {
      const reason = `the native library of ${packageName} is missing: its install script did not run, or could not download`;
      return { ok: false, reason, remedy: `let it fetch the library: ${fetchLibrary}`, cause: error };
    }
    return importFailure(packageName, error, remedy);
  }
  const backend = tf.backend() as unknown as NativeBackend;
  if (name === 'gpu' && !backend.isUsingGpuDevice && !options.allowCpuFallback) {
    return {
      ok: false,
      reason: backend.isGPUPackage
        ? `${packageName} is loaded, but TensorFlow registered no GPU and would compute on the CPU without a word`
        : '@tensorflow/tfjs-node is loaded already, and it computes on the CPU',
      remedy: backend.isGPUPackage
        ? 'install an NVIDIA driver newer than 450, CUDA 11.2 and cuDNN 8.1 (Linux or Windows) and put their libraries on the search path; TensorFlow logs the library that it misses'
        : 'select the gpu back end before any other in a fresh process',
    };
  }
  return {
    ok: true,
    tfjsName: 'tensorflow',
    device: backend.isUsingGpuDevice ? 'GPU (CUDA)' : 'CPU (native TensorFlow)',
  };
}
