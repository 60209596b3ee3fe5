import { isSource, rowMajorSamples } from './samples.ts';
import type { TrainOptions } from './training-types.ts';

/** FNV-1a over 32-bit words: fast, and enough to tell one data set from another. */
function hashWords(words: ArrayLike<number>): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  return (hash >>> 0).toString(16);
}

function hashFloats(values: ArrayLike<number>): string {
  return hashWords(new Int32Array(Float32Array.from(values).buffer));
}

function hashSamples(x: TrainOptions['x']): string {
  if (isSource(x)) return `source of ${x.length}`;
  const { buffer, byteOffset, length } = rowMajorSamples(x);
  return hashWords(new Int32Array(buffer, byteOffset, length));
}

/**
 * Says in one line which training this is: data, every option that changes the result, and what is known of the model
 * (shapes of the weights, dropout). The number of epochs is left out, so that a training can be continued for longer.
 */
export function fingerprint(options: TrainOptions, model: unknown): string {
  const { x, y, validation, metrics, checkpoint, signal, epochs, sampleWeights, softTargets, classWeights, ...others } =
    options;
  const { runtime, device = 'cpu', onnxRuntime, ...rest } = others;
  return JSON.stringify({
    // A checkpoint of another generator goes on with other draws.
    draws: 'philox4x32-10',
    ...rest,
    // Numbers are the runtime's and the device's. Moments once had ONNX' order of axes; on the CPU convolutions were sums in another
    // order, and checkpoints of other devices are refused with them.
    ...(runtime === 'onnx' && { runtime, device, order: 'keras', convolutions: 'winograd' }),
    x: hashSamples(x),
    y: hashWords(y),
    validation: validation && [hashSamples(validation.x), hashWords(validation.y)],
    sampleWeights: sampleWeights && hashFloats(sampleWeights),
    softTargets: softTargets && hashFloats(softTargets),
    classWeights: classWeights && Array.from(classWeights),
    metrics: metrics && Object.keys(metrics),
    model,
  });
}
