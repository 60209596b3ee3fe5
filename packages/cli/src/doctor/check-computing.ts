import { availableParallelism } from 'node:os';
import {
  type Backbone,
  createHead,
  type Graph,
  initializeWeights,
  ModelsError,
  onnxDeviceNames,
  predict,
  selectBackend,
} from '@ser/models';
import { BACKENDS } from '../engines/backends.ts';
import { ENGINES, NATIVE_ONNX, openOnnxRuntime } from '../engines/engines.ts';
import type { Finding } from './finding.ts';

/** Opens every back end that trains and computes with it. */
export async function checkBackends(): Promise<Finding[]> {
  const findings: Finding[] = [];
  const group = 'training (--backend)';
  for (const { name, about, enable } of BACKENDS) {
    try {
      const device = await openBackend(name);
      const head = createHead({ inputDim: 4, classes: 2, units: [] });
      const [first = Number.NaN] = await predict(head, Float32Array.of(1, 2, 3, 4), { sampleShape: [4] });
      head.dispose();
      if (!Number.isFinite(first)) throw new ModelsError('backend', 'it opens, and computes nothing');
      findings.push({ group, name, works: true, detail: device });
    } catch (cause) {
      findings.push({
        group,
        name,
        works: false,
        detail: `${about}: ${reasonOf(cause)}`,
        ...remedyOf(name, enable),
      });
    }
  }
  return findings.map((one) => ({ ...one, isNeeded: !findings.some(({ works }) => works) }));
}

/** Opens a back end of TensorFlow.js, or ONNX Runtime and one of TensorFlow.js to hold the model; what it computes on, in words. */
async function openBackend(name: (typeof BACKENDS)[number]['name']): Promise<string> {
  const options = { importPackage: (peer: string): Promise<unknown> => import(peer) };
  if (name !== 'onnx') return (await selectBackend(name, options)).device;
  const opened = await openOnnxRuntime('cpu', NATIVE_ONNX);
  if (!('runtime' in opened)) throw new ModelsError('backend', opened.reason);
  await selectBackend('wasm', options);
  return `${opened.title}, ${opened.name}`;
}

/** Lets ONNX Runtime compute on every device. */
export async function checkDevices(): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const name of onnxDeviceNames) {
    const opened = await openOnnxRuntime(name);
    const common = { group: 'ONNX Runtime (--device)', name };
    if ('runtime' in opened) findings.push({ ...common, works: true, detail: `${opened.title}, ${opened.name}` });
    else findings.push({ ...common, works: false, detail: `${opened.reason}; to get it ${opened.remedy}` });
  }
  return findings;
}

/** Opens a small network in every engine that computes embeddings, and runs it. */
export async function checkEngines(): Promise<Finding[]> {
  const group = 'embeddings (--engine)';
  const findings: Finding[] = [];
  // TensorFlow.js computes on a back end, and plain JavaScript is there always.
  const backend = await selectBackend('wasm').catch(() => selectBackend('cpu'));
  for (const { name, available } of ENGINES) {
    const found = await available({ name: backend.name });
    if (!('open' in found)) {
      findings.push({ group, name, works: false, detail: found.reason, remedy: found.remedy });
      continue;
    }
    try {
      const session = await found.open(smallNetwork());
      const [values] = await session.run(new Float32Array(32 * 32 * 3).fill(1), 1);
      await session.dispose();
      const works = values!.every(Number.isFinite);
      const { runtime, device } = found.identity;
      findings.push({
        group,
        name,
        works,
        detail: works ? `${runtime} on ${device}` : `${runtime} computes no numbers`,
      });
    } catch (cause) {
      findings.push({ group, name, works: false, detail: reasonOf(cause) });
    }
  }
  findings.push({ group, name: 'workers', works: true, detail: `${availableParallelism()} threads for features` });
  return findings;
}

function remedyOf(name: string, enable: string | undefined): { remedy?: string } {
  if (enable !== undefined) return { remedy: `npx pnpm@10.34.9 ${enable}   # in a copy of the repository` };
  return name === 'webgpu' ? { remedy: 'npm install webgpu' } : {};
}

/** The first reason, without what follows of other back ends. */
function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  const [line = text] = text.split('\n').filter((one) => !one.startsWith('No back end'));
  return line.replace(/^\w+: /, '').replace(/\. To get it, .*$/, '');
}

function smallNetwork(): Backbone {
  const graph: Graph = {
    name: 'small',
    layers: [
      { type: 'input', name: 'input_layer', inputs: [], shape: [32, 32, 3] },
      {
        type: 'conv2d',
        name: 'conv',
        inputs: ['input_layer'],
        filters: 2,
        kernelSize: 3,
        strides: 1,
        padding: 'same',
        useBias: true,
        activation: 'relu',
      },
      { type: 'globalPooling2d', name: 'avg_pool', inputs: ['conv'], mode: 'avg' },
    ],
    outputs: ['avg_pool'],
  };
  const weights = initializeWeights(graph, { seed: 0 });
  const inputShape = [32, 32, 3] as const;
  return { name: 'vgg16', input: 'image', graph, weights, inputShape, outputShape: [2], outputDim: 2, taps: [] };
}
