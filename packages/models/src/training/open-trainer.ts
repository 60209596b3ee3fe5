import * as tf from '@tensorflow/tfjs';
import { openOnDevice } from '../engines/onnx/devices.ts';
import { loadOnnxRuntime } from '../engines/onnx/load-runtime.ts';
import { ModelsError } from '../errors.ts';
import { SeededDropout } from '../heads/seeded-dropout.ts';
import { ModelRunner } from './model-runner.ts';
import { openOnnxTrainer } from './onnx/onnx-trainer.ts';
import { TfjsTrainer } from './tfjs-trainer.ts';
import type { Trainer } from './trainer.ts';
import type { TrainOptions } from './training-types.ts';

/** Dropout layers of a model, those of nested models included. */
function dropoutsOf(model: tf.LayersModel): SeededDropout[] {
  return model.layers.flatMap((layer) => {
    if (layer instanceof tf.LayersModel) return dropoutsOf(layer);
    return layer instanceof SeededDropout ? [layer] : [];
  });
}

/** Opens the trainer of the runtime that the options ask for. */
export async function openTrainer(model: tf.LayersModel, options: TrainOptions): Promise<Trainer> {
  const { sampleShape, classes, batchSize = 32, microBatchSize = batchSize, runtime = 'tfjs' } = options;
  const { device = 'cpu', optimizer = { name: 'adam' }, batchNorm = 'inference' } = options;
  if (runtime !== 'tfjs' && runtime !== 'onnx') {
    throw new ModelsError('invalid-option', `runtime must be "tfjs" or "onnx"; received ${JSON.stringify(runtime)}.`);
  }
  if (model.trainableWeights.length === 0) {
    throw new ModelsError('invalid-input', 'Training needs a weight to train. Every layer of the model is frozen.');
  }
  const dropouts = dropoutsOf(model);
  const common = { sampleShape, classes, microBatchSize };
  if (runtime === 'tfjs') {
    if (options.device !== undefined) {
      throw new ModelsError(
        'invalid-option',
        'device belongs to runtime "onnx"; runtime "tfjs" goes by selectBackend.',
      );
    }
    return new TfjsTrainer(new ModelRunner(model, batchNorm), dropouts, optimizer, common);
  }
  if (batchNorm === 'batch') {
    throw new ModelsError(
      'invalid-option',
      'batchNorm "batch" moves statistics, which runtime "onnx" leaves as they are. Use batchNorm "inference", or runtime "tfjs".',
    );
  }
  const onnx = options.onnxRuntime ?? (await loadOnnxRuntime());
  return openOnnxTrainer(model, {
    ...common,
    dropouts,
    optimizer,
    hasParts: microBatchSize < batchSize,
    runtime: onnx,
    isOnCpu: device === 'cpu',
    openSession: (bytes, onCpu) =>
      openOnDevice(onnx, device, bytes, {
        onCpu,
        // A plan of all values of a step ahead of it takes nearly twice the memory and no less time.
        enableMemPattern: false,
        // Threads that spin while they wait cost a busy machine a third of its time and win a quiet one little.
        isSpinning: false,
      }),
  });
}
