import * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../errors.ts';
import type { Backbone } from '../families/describe-backbone.ts';
import { checkBatchSize } from './check-batch-size.ts';
import type { OnnxDevice } from './onnx/devices.ts';
import { loadOnnxRuntime } from './onnx/load-runtime.ts';
import { openOnnxSession } from './onnx/onnx-session.ts';
import type { OnnxRuntime } from './onnx/runtime.ts';
import type { BackboneSession, EngineName } from './session.ts';
import { openTfjsSession } from './tfjs/tfjs-session.ts';

/** Settings of {@link openBackbone}. */
export interface OpenBackboneOptions {
  /**
   * `onnx`: ONNX Runtime. `tfjs`: the current TensorFlow.js back end, for images. `auto`: TensorFlow.js where its back end is
   * native or a GPU (`tensorflow`, `webgpu`, `webgl`), else ONNX Runtime, else, where that is not installed, TensorFlow.js;
   * waveforms go to ONNX Runtime.
   * @default 'auto'
   */
  readonly engine?: EngineName | 'auto' | undefined;
  /**
   * Threads of onnxruntime-node, a whole number from 1; 0 takes one for each physical core. onnxruntime-web goes by its own
   * `env.wasm.numThreads`, TensorFlow.js by its back end.
   * @default 0
   */
  readonly threads?: number | undefined;
  /**
   * What ONNX Runtime computes on; any other than `cpu` asks for engine `onnx`, and is used or refused.
   * @default 'cpu'
   */
  readonly device?: OnnxDevice | undefined;
  /**
   * Images that will mostly be computed at a time, from 1. ONNX Runtime's CPU takes other ways for many images than for one: the
   * last digits of features depend on it, and kernels of convolutions with 256 and more channels take four times the memory where they are
   * computed by tiles. Every number of images may be run on every session.
   * @default 8
   */
  readonly batchSize?: number | undefined;
  /**
   * ONNX Runtime itself, `import * as ort from 'onnxruntime-web'`, where it must be configured or a bundler cannot find it.
   * @default onnxruntime-node under Node, else onnxruntime-web, loaded when first needed
   */
  readonly runtime?: OnnxRuntime | undefined;
}

/** Back ends of TensorFlow.js that compute a backbone faster than ONNX Runtime on the CPU, or as fast. */
const fastBackends = ['tensorflow', 'webgpu', 'webgl'];

/**
 * Compiles a backbone and loads it into an engine, for repeated use. Dispose of the session when it is no longer needed.
 *
 * @throws ModelsError `invalid-option` for an unknown engine, number of threads or batch size; `missing-dependency` when ONNX is asked
 * for and not installed; `runtime` when ONNX Runtime refuses the model.
 */
export async function openBackbone(backbone: Backbone, options: OpenBackboneOptions = {}): Promise<BackboneSession> {
  const { threads = 0, runtime, device = 'cpu' } = options;
  const engine = options.engine ?? (device === 'cpu' ? 'auto' : 'onnx');
  if (device !== 'cpu' && engine !== 'onnx') {
    throw new ModelsError(
      'invalid-option',
      `device "${device}" belongs to engine "onnx"; received engine "${engine}".`,
    );
  }
  if (engine !== 'auto' && engine !== 'onnx' && engine !== 'tfjs') {
    throw new ModelsError(
      'invalid-option',
      `engine must be "auto", "onnx" or "tfjs"; received ${JSON.stringify(engine)}.`,
    );
  }
  if (!Number.isInteger(threads) || threads < 0) {
    throw new ModelsError('invalid-option', `threads must be a whole number from 0; received ${threads}.`);
  }
  const batchSize = checkBatchSize(options);
  const isImage = backbone.input === 'image';
  if (engine === 'tfjs' && !isImage) {
    throw new ModelsError(
      'invalid-option',
      `${backbone.name} takes waveforms and runs on ONNX Runtime alone; use engine "onnx" or "auto".`,
    );
  }
  if (engine === 'tfjs' || (engine === 'auto' && isImage && fastBackends.includes(tf.getBackend()))) {
    return openTfjsSession(backbone);
  }
  let loaded: OnnxRuntime;
  try {
    loaded = runtime ?? (await loadOnnxRuntime());
  } catch (error) {
    if (engine === 'onnx' || !isImage) throw error;
    return openTfjsSession(backbone);
  }
  return openOnnxSession(backbone, loaded, threads, device, batchSize);
}
