import { type OnnxRuntime, openBackbone } from '@ser/models';
import type { Engine } from './engine.ts';

/** The packages that hold ONNX Runtime, the native one first. */
const ONNX_RUNTIMES = ['onnxruntime-node', 'onnxruntime-web'];

/** What computes embeddings, by the names that `--engine` takes. */
export const ENGINES: readonly Engine[] = [
  {
    name: 'onnx',
    title: 'ONNX Runtime',
    async available() {
      let reason = '';
      for (const name of ONNX_RUNTIMES) {
        try {
          const runtime = runtimeOf(await import(name));
          return {
            name: 'onnx',
            title: `ONNX Runtime (${name})`,
            identity: { runtime: name, device: 'cpu', precision: 'float32' },
            open: (backbone) => openBackbone(backbone, { engine: 'onnx', runtime }),
          };
        } catch (error) {
          reason ||= `${name} does not load: ${String((error as Error).message).split('\n')[0]}`;
        }
      }
      return { reason, remedy: `npm install ${ONNX_RUNTIMES[0]} --ignore-scripts` };
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
