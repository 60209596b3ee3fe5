import * as tf from '@tensorflow/tfjs';
import type { BackendAttempt, ImportPackage, SelectBackendOptions } from '../backend-types.ts';
import { importFailure } from '../import-package.ts';
import { isInNode } from '../is-in-node.ts';

const PACKAGE = '@tensorflow/tfjs-backend-webgpu';

interface AdapterInfo {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly device?: string;
  readonly description?: string;
  readonly isFallbackAdapter?: boolean;
}

interface Adapter {
  readonly info?: AdapterInfo;
  readonly isFallbackAdapter?: boolean;
  readonly features: ReadonlySet<string>;
  readonly limits: Record<string, number>;
  requestDevice(descriptor: object): Promise<object>;
}

interface Gpu {
  requestAdapter(options?: object): Promise<Adapter | null>;
}

interface WebGpuModule {
  readonly WebGPUBackend: new (device: object, info?: AdapterInfo) => tf.KernelBackend;
}

interface DawnModule {
  create(options: string[]): Gpu;
  readonly globals: Record<string, unknown>;
}

/** The limits that TensorFlow.js' own start-up asks of the adapter. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
];

/** The browser's WebGPU, or Dawn's from the package `webgpu`, put where TensorFlow.js looks for it when it is imported. */
async function findGpu(load: ImportPackage): Promise<Gpu> {
  const navigator = (globalThis as { navigator?: { gpu?: Gpu } }).navigator;
  if (navigator?.gpu) return navigator.gpu;
  const { create, globals } = (await load('webgpu')) as DawnModule;
  for (const [name, value] of Object.entries(globals)) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  const gpu = create([]);
  if (navigator) Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  else Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true, writable: true });
  return gpu;
}

/** Names an adapter in words, and whether it computes in software. */
function describeAdapter(adapter: Adapter): { device: string; isSoftware: boolean } {
  const info = adapter.info ?? {};
  const words = [info.vendor, info.architecture, info.description || info.device].filter(Boolean).join(' ');
  const isSoftware =
    Boolean(info.isFallbackAdapter ?? adapter.isFallbackAdapter) || /swiftshader|llvmpipe|lavapipe|warp/i.test(words);
  return { device: `${isSoftware ? 'software' : 'GPU'} (WebGPU, ${words || 'unnamed adapter'})`, isSoftware };
}

/**
 * Starts the WebGPU back end with a device that we ask for ourselves: TensorFlow.js 4.22 puts an array into
 * `requiredFeatures`, which browsers let pass and Dawn refuses.
 */
export async function openWebGpu(
  load: ImportPackage,
  options: SelectBackendOptions & { readonly isAutomatic: boolean },
): Promise<BackendAttempt> {
  const install = `install it: npm install ${PACKAGE}@${tf.version.tfjs}${isInNode() ? ' webgpu' : ''}`;
  let gpu: Gpu;
  try {
    gpu = await findGpu(load);
  } catch (error) {
    const reason = importFailure('webgpu', error, install);
    return isInNode()
      ? reason
      : { ok: false, reason: 'this browser has no WebGPU', remedy: 'use a browser that has it' };
  }
  let webgpu: WebGpuModule;
  try {
    webgpu = (await load(PACKAGE)) as WebGpuModule;
  } catch (error) {
    return importFailure(PACKAGE, error, install);
  }
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) {
      const remedy = isInNode()
        ? 'install a graphics driver with Vulkan, Metal or Direct3D 12'
        : 'enable hardware acceleration in the browser';
      return { ok: false, reason: 'WebGPU finds no adapter on this machine', remedy };
    }
    const { device, isSoftware } = describeAdapter(adapter);
    if (isSoftware && options.isAutomatic && !options.allowSoftwareWebGpu) {
      return {
        ok: false,
        reason: `the only WebGPU adapter computes in software: ${device}`,
        remedy: "install the driver of your GPU, or ask for it by name: selectBackend('webgpu')",
      };
    }
    const requiredLimits = Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]]));
    const requiredFeatures = ['timestamp-query', 'bgra8unorm-storage'].filter((name) => adapter.features.has(name));
    const gpuDevice = await adapter.requestDevice({ requiredFeatures, requiredLimits });
    if (tf.getBackend() === 'webgpu') return { ok: true, tfjsName: 'webgpu', device };
    if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
    tf.registerBackend('webgpu', () => new webgpu.WebGPUBackend(gpuDevice, adapter.info), 3);
    if (!(await tf.setBackend('webgpu'))) throw new Error('TensorFlow.js did not start on it');
    return { ok: true, tfjsName: 'webgpu', device };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      reason: `WebGPU gives no device: ${message}`,
      remedy: 'update the graphics driver',
      cause: error,
    };
  }
}
