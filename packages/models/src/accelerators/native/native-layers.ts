import * as tf from '@tensorflow/tfjs';
import { type AffineAttributes, nativeKernels, registerNativeKernels } from './native-layer-kernels.ts';
import { nativeBackend } from './native-operations.ts';

/** How a layer is run by a kernel of ours; null for a layer that TensorFlow.js runs. */
type Plan =
  | {
      readonly kind: 'affine';
      readonly relu: boolean;
      readonly useBias: boolean;
      readonly attributes: AffineAttributes;
    }
  | { readonly kind: 'relu' }
  | { readonly kind: 'batchNorm'; readonly epsilon: number }
  | null;

const plans: WeakMap<tf.layers.Layer, Plan> = new WeakMap();

function planOf(layer: tf.layers.Layer): Plan {
  const config = layer.getConfig();
  const activation = config.activation as string;
  const isRelu = activation === 'relu';
  switch (layer.getClassName()) {
    case 'Conv2D': {
      const { padding } = config;
      const strides = config.strides as [number, number];
      const isPlain = config.dataFormat === 'channelsLast' && [config.dilationRate].flat().every((rate) => rate === 1);
      if (!isPlain || (padding !== 'same' && padding !== 'valid') || !(isRelu || activation === 'linear')) return null;
      const useBias = config.useBias as boolean;
      return { kind: 'affine', relu: isRelu, useBias, attributes: { strides, pad: padding } };
    }
    case 'Dense': {
      if (!(isRelu || activation === 'linear')) return null;
      const attributes = { strides: [1, 1], pad: 'valid' } as const;
      return { kind: 'affine', relu: isRelu, useBias: config.useBias as boolean, attributes };
    }
    case 'Activation':
      return isRelu ? { kind: 'relu' } : null;
    case 'FrozenBatchNormalization':
      return { kind: 'batchNorm', epsilon: config.epsilon as number };
    default:
      return null;
  }
}

/**
 * Runs one layer with the kernels for native TensorFlow, to the same numbers as `layer.apply`.
 *
 * @returns Undefined where another back end is in use, or the layer is none of those that have a kernel.
 */
export function runNatively(layer: tf.layers.Layer, inputs: readonly tf.Tensor[]): tf.Tensor | undefined {
  if (!nativeBackend()) return undefined;
  registerNativeKernels();
  let plan = plans.get(layer);
  if (plan === undefined) {
    plan = planOf(layer);
    plans.set(layer, plan);
  }
  const x = inputs[0]!;
  if (plan === null || inputs.length !== 1 || x.dtype !== 'float32') return undefined;
  const run = (kernel: string, own: tf.NamedTensorMap, attributes: object = {}): tf.Tensor =>
    tf.engine().runKernel(kernel, { x, ...own }, attributes as tf.NamedAttrMap);
  if (plan.kind === 'relu') return run(nativeKernels.relu, {});
  if (plan.kind === 'batchNorm') {
    if (x.rank !== 4) return undefined;
    const [gamma, beta, mean, variance] = layer.getWeights() as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const attributes = { epsilon: plan.epsilon, trainable: layer.trainable };
    return run(nativeKernels.batchNorm, { gamma, beta, mean, variance }, attributes);
  }
  if (x.rank !== 2 && x.rank !== 4) return undefined;
  const [filter, bias] = layer.getWeights() as [tf.Tensor, tf.Tensor | undefined];
  const kernel = plan.relu ? nativeKernels.affineRelu : nativeKernels.affine;
  return run(kernel, { filter, ...(plan.useBias && { bias: bias! }) }, plan.attributes);
}
