// Trains on WebGPU in a process of its own, because the graphics driver is found by the environment at its start; writes
// what it got as JSON.
import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../src/accelerators/select-backend.ts';
import { fineTuneOnOnnx } from './fine-tune-on-onnx.ts';
import { gradientGolden } from './gradient-golden.ts';
import { repeatFineTuning, repeatFit, repeatSteps } from './repeat-keras.ts';
import { smallEmbeddings } from './small-embeddings.ts';
import { golden } from './training-golden.ts';

const backend = await selectBackend('webgpu');
const output = {
  backend,
  steps: await repeatSteps(golden.optimizers[0]!),
  fit: await repeatFit(golden.fits[0]!, { epochs: 3 }),
  fineTuning: await repeatFineTuning(golden.fineTuning[1]!),
  embeddings: await smallEmbeddings(),
  onnx: await fineTuneOnOnnx(gradientGolden.fits[0]!, 'webgpu'),
  tensors: tf.memory().numTensors,
};
process.stdout.write(JSON.stringify(output, (_, value) => (value instanceof Float32Array ? [...value] : value)));
