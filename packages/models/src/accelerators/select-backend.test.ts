import * as tf from '@tensorflow/tfjs';
import { afterEach, describe, expect, it } from 'vitest';
import { ModelsError } from '../errors.ts';
import { selectBackend } from './select-backend.ts';

/** A loader for which some packages do not exist, and others are what the test gives. */
function loader(packages: Record<string, unknown>): {
  importPackage: (name: string) => Promise<unknown>;
  tried: string[];
} {
  const tried: string[] = [];
  return {
    tried,
    importPackage: (name) => {
      tried.push(name);
      if (name in packages) {
        const given = packages[name];
        return typeof given === 'function' ? given() : Promise.resolve(given);
      }
      return Promise.reject(
        Object.assign(new Error(`Cannot find package '${name}' imported from /app`), { code: 'ERR_MODULE_NOT_FOUND' }),
      );
    },
  };
}

const wasm = { '@tensorflow/tfjs-backend-wasm': () => import('@tensorflow/tfjs-backend-wasm') };

/** Stands for tfjs-node: registers a back end named `tensorflow` that says what its device is. */
function native(flags: { isGPUPackage: boolean; isUsingGpuDevice: boolean }): () => Promise<unknown> {
  return () => {
    tf.registerBackend(
      'tensorflow',
      () => Object.assign(Object.create(tf.findBackend('cpu')), flags) as tf.KernelBackend,
    );
    return Promise.resolve({});
  };
}

afterEach(async () => {
  await tf.setBackend('cpu');
  if (tf.findBackendFactory('tensorflow')) tf.engine().removeBackend('tensorflow');
});

describe('selectBackend', () => {
  it('takes wasm where nothing better is installed, and tells what was passed over and how to get it', async () => {
    const { importPackage, tried } = loader(wasm);
    const selected = await selectBackend('auto', { importPackage });
    expect(selected).toMatchObject({
      name: 'wasm',
      tfjsName: 'wasm',
      device: 'CPU (WebAssembly SIMD)',
      engine: 'onnx',
    });
    expect(selected.rejected.map(({ name }) => name)).toEqual(['gpu', 'node', 'webgpu']);
    expect(selected.rejected.map(({ reason }) => reason)).toEqual([
      'the package @tensorflow/tfjs-node-gpu is not installed',
      'the package @tensorflow/tfjs-node is not installed',
      'the package webgpu is not installed',
    ]);
    expect(selected.rejected[0]!.remedy).toContain('npm install @tensorflow/tfjs-node-gpu@4.22.0');
    expect(selected.rejected[2]!.remedy).toContain('npm install @tensorflow/tfjs-backend-webgpu@4.22.0 webgpu');
    expect(tried).toEqual([
      '@tensorflow/tfjs-node-gpu',
      '@tensorflow/tfjs-node',
      'webgpu',
      '@tensorflow/tfjs-backend-wasm',
    ]);
    expect(tf.getBackend()).toBe('wasm');
    // Kernels for training come with it.
    expect(tf.getKernel('Conv2DBackpropFilter', 'wasm')).toBeDefined();
  });

  it('loads nothing but what is asked for', async () => {
    const { importPackage, tried } = loader(wasm);
    expect(await selectBackend('wasm', { importPackage })).toMatchObject({ name: 'wasm', rejected: [] });
    expect(tried).toEqual(['@tensorflow/tfjs-backend-wasm']);
    expect(await selectBackend('cpu', loader({}))).toMatchObject({ name: 'cpu', device: 'CPU (plain JavaScript)' });
  });

  it('takes a GPU that is really used', async () => {
    const gpu = native({ isGPUPackage: true, isUsingGpuDevice: true });
    const selected = await selectBackend('auto', loader({ '@tensorflow/tfjs-node-gpu': gpu }));
    expect(selected).toEqual({
      name: 'gpu',
      tfjsName: 'tensorflow',
      device: 'GPU (CUDA)',
      engine: 'tfjs',
      rejected: [],
    });
  });

  it('refuses a GPU package that computes on the CPU, unless that is allowed', async () => {
    const packages = { '@tensorflow/tfjs-node-gpu': native({ isGPUPackage: true, isUsingGpuDevice: false }) };
    const attempt = selectBackend('gpu', loader(packages));
    await expect(attempt).rejects.toThrow(/registered no GPU.*CUDA 11\.2 and cuDNN 8\.1/s);
    await expect(attempt).rejects.toSatisfy((error) => ModelsError.isInstance(error) && error.code === 'backend');
    const allowed = await selectBackend('gpu', { ...loader(packages), allowCpuFallback: true });
    expect(allowed).toMatchObject({ name: 'gpu', device: 'CPU (native TensorFlow)' });
    const automatic = await selectBackend('auto', loader(packages));
    expect(automatic).toMatchObject({ name: 'node', device: 'CPU (native TensorFlow)', engine: 'tfjs' });
    expect(automatic.rejected).toMatchObject([{ name: 'gpu' }]);
  });

  it('tells a package that is broken from one that is not there', async () => {
    const broken = () => Promise.reject(new Error('the module was compiled against a different Node.js version\nmore'));
    const missing = () =>
      Promise.reject(new Error('The Node.js native addon module (tfjs_binding.node) can not be found at path: x'));
    const packages = { ...wasm, '@tensorflow/tfjs-node-gpu': broken, '@tensorflow/tfjs-node': missing };
    const { rejected } = await selectBackend('auto', loader(packages));
    expect(rejected[0]!.reason).toBe(
      '@tensorflow/tfjs-node-gpu does not load: the module was compiled against a different Node.js version',
    );
    expect(rejected[1]!.reason).toMatch(/native library of @tensorflow\/tfjs-node is missing/);
    expect(rejected[1]!.remedy).toContain('npm --prefix node_modules/@tensorflow/tfjs-node run install');
  });

  it('gives Node 23 and later back what tfjs-node calls', async () => {
    const util = process.getBuiltinModule('util') as unknown as Record<string, unknown>;
    const own = util.isNullOrUndefined;
    delete util.isNullOrUndefined;
    try {
      await selectBackend(
        'node',
        loader({ '@tensorflow/tfjs-node': native({ isGPUPackage: false, isUsingGpuDevice: false }) }),
      );
      const restored = util.isNullOrUndefined as (value: unknown) => boolean;
      expect([null, undefined, 0, ''].map(restored)).toEqual([true, true, false, false]);
    } finally {
      util.isNullOrUndefined = own;
    }
  });

  it('takes a software WebGPU adapter only when it is asked for by name', async () => {
    class WebGPUBackend extends tf.KernelBackend {
      override dispose(): void {}
    }
    const asked: object[] = [];
    const adapter = {
      info: { vendor: 'google', architecture: 'swiftshader' },
      features: new Set(['timestamp-query', 'bgra8unorm-storage', 'other']),
      limits: { maxBufferSize: 1 },
      requestDevice: (descriptor: object) => {
        asked.push(descriptor);
        return Promise.resolve({});
      },
    };
    const gpu = { requestAdapter: () => Promise.resolve(adapter) };
    const packages = {
      ...wasm,
      webgpu: { create: () => gpu, globals: {} },
      '@tensorflow/tfjs-backend-webgpu': { WebGPUBackend },
    };
    const automatic = await selectBackend('auto', loader(packages));
    expect(automatic.name).toBe('wasm');
    expect(automatic.rejected[2]!.reason).toMatch(/only WebGPU adapter computes in software/);
    const chosen = await selectBackend('webgpu', loader(packages));
    expect(chosen.device).toBe('software (WebGPU, google swiftshader)');
    // Names, not a name in an array, which Dawn refuses.
    expect(asked).toMatchObject([{ requiredFeatures: ['timestamp-query', 'bgra8unorm-storage'] }]);
    await tf.setBackend('cpu');
    tf.removeBackend('webgpu');
  });

  it('refuses names that it does not know', async () => {
    await expect(selectBackend('cuda' as 'gpu')).rejects.toThrow(/auto, gpu, node, webgpu, wasm, cpu/);
  });
});
