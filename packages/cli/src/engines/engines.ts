import { type OnnxDevice, type OnnxRuntime, openBackbone, tryOnnxDevice } from '@ser/models';
import { type Engine, INPUTS_AT_ONCE, type Unavailable } from './engine.ts';

/** The packages that hold ONNX Runtime, the native one first. */
const ONNX_RUNTIMES = ['onnxruntime-node', 'onnxruntime-web'];

/** The one that trains: as WebAssembly it is no faster than TensorFlow.js. */
export const NATIVE_ONNX: readonly string[] = ONNX_RUNTIMES.slice(0, 1);

/** ONNX Runtime on a device that computed. */
export interface OpenOnnx {
  /** The package that holds it. */
  readonly name: string;
  readonly runtime: OnnxRuntime;
  readonly device: OnnxDevice;
  /** The device in words. */
  readonly title: string;
}

/** Loads ONNX Runtime and lets it compute on a device; or says why it cannot, and what to do. */
export async function openOnnxRuntime(
  device: OnnxDevice = 'cpu',
  packages: readonly string[] = ONNX_RUNTIMES,
): Promise<OpenOnnx | Unavailable> {
  let reason = '';
  for (const name of packages) {
    let runtime: OnnxRuntime;
    try {
      runtime = runtimeOf(await import(name));
    } catch (error) {
      reason ||= `${name} does not load: ${String((error as Error).message).split('\n')[0]}`;
      continue;
    }
    const attempt = await tryOnnxDevice(device, { runtime });
    if (attempt.ok) return { name, runtime, device, title: attempt.title };
    return { reason: `${name} does not compute on ${device}: ${attempt.reason}`, remedy: attempt.remedy };
  }
  return { reason, remedy: `npm install ${ONNX_RUNTIMES[0]} --ignore-scripts` };
}

/** What computes embeddings, by the names that `--engine` takes. */
export const ENGINES: readonly Engine[] = [
  {
    name: 'onnx',
    title: 'ONNX Runtime',
    async available({ device }) {
      const opened = await openOnnxRuntime(device);
      if (!('runtime' in opened)) return opened;
      const { name, runtime } = opened;
      return {
        name: 'onnx',
        title: `ONNX Runtime (${name}) on ${opened.title}`,
        identity: { runtime: name, device: opened.device, precision: 'float32' },
        open: (backbone) =>
          openBackbone(backbone, { engine: 'onnx', runtime, device: opened.device, batchSize: INPUTS_AT_ONCE }),
      };
    },
  },
  {
    name: 'tfjs',
    title: 'TensorFlow.js',
    available: async ({ name: device }) => ({
      name: 'tfjs',
      title: 'TensorFlow.js',
      identity: { runtime: '@tensorflow/tfjs', device, precision: 'float32' },
      open: (backbone) => openBackbone(backbone, { engine: 'tfjs' }),
    }),
  },
];

/** A CommonJS module shows its exports under `default` where no static analysis finds their names. */
function runtimeOf(module: OnnxRuntime & { readonly default?: OnnxRuntime }): OnnxRuntime {
  return module.InferenceSession ? module : module.default!;
}
