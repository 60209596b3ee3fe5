import * as tf from '@tensorflow/tfjs';
import { float32, type NativeBackend, runNative } from './native-operations.ts';

/** Names of the kernels; they stand beside those of TensorFlow.js and replace none. */
export const nativeKernels = {
  affine: '@ser/models/Affine',
  affineRelu: '@ser/models/AffineRelu',
  relu: '@ser/models/Relu',
  batchNorm: '@ser/models/FrozenBatchNorm',
} as const;

/** Attributes of the two affine kernels; a dense layer is a convolution of 1×1. */
export interface AffineAttributes {
  readonly strides: readonly [number, number];
  readonly pad: 'same' | 'valid';
}

/** Attributes of the batch normalization kernel. */
export interface BatchNormAttributes {
  readonly epsilon: number;
  /** Whether gamma and beta get gradients. */
  readonly trainable: boolean;
}

const channelsLast = { data_format: 'NHWC' } as const;

/** Gradients by the name of the input, each computed when it is asked for. */
type Gradients = Record<string, () => tf.Tensor>;

/** A dense layer, or a convolution that is one: each place of the image by itself. */
const isProduct = (filter: tf.Tensor, { strides }: AffineAttributes): boolean =>
  filter.rank === 2 || (filter.shape[0] === 1 && filter.shape[1] === 1 && strides[0] === 1 && strides[1] === 1);

/** All axes but the last as one. */
const asMatrix = (x: tf.Tensor): tf.Tensor2D => tf.reshape(x, [-1, x.shape[x.rank - 1]!]);

function affine(backend: NativeBackend, inputs: tf.NamedTensorInfoMap, attributes: AffineAttributes, relu: boolean) {
  const { x, filter, bias } = inputs as unknown as { x: tf.Tensor; filter: tf.Tensor; bias?: tf.Tensor };
  return tf.tidy(() => {
    let y: tf.Tensor;
    if (isProduct(filter, attributes)) {
      // As a product of matrices the same numbers come sooner than as a convolution, mostly for the gradients.
      const outShape = [...x.shape.slice(0, -1), filter.shape[filter.rank - 1]!];
      y = tf.reshape(tf.matMul(asMatrix(x), asMatrix(filter)), outShape);
    } else {
      y = tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, [...attributes.strides], attributes.pad);
    }
    if (bias) y = runNative(backend, 'BiasAdd', [y, bias], { T: float32, ...channelsLast }, 1)[0]!;
    return relu ? tf.relu(y) : y;
  });
}

function affineGradients(
  dy: tf.Tensor,
  [x, filter]: readonly [tf.Tensor, tf.Tensor],
  attributes: AffineAttributes,
): Gradients {
  const backend = tf.backend() as NativeBackend;
  const { strides, pad } = attributes;
  const bias = () => runNative(backend, 'BiasAddGrad', [dy], { T: float32, ...channelsLast }, 1)[0]!;
  if (isProduct(filter, attributes)) {
    return {
      x: () => tf.reshape(tf.matMul(asMatrix(dy), asMatrix(filter), false, true), x.shape),
      filter: () => tf.reshape(tf.matMul(asMatrix(x), asMatrix(dy), true, false), filter.shape),
      bias,
    };
  }
  const run = (kernel: string, inputs: tf.NamedTensorMap, own: tf.NamedAttrMap): tf.Tensor =>
    tf.engine().runKernel(kernel, inputs, { strides: [...strides], pad, dataFormat: 'NHWC', ...own });
  return {
    x: () => run('Conv2DBackpropInput', { dy, filter }, { inputShape: x.shape }),
    filter: () => run('Conv2DBackpropFilter', { x, dy }, { filterShape: filter.shape }),
    bias,
  };
}

const reluGradient = (dy: tf.Tensor, y: tf.Tensor): tf.Tensor =>
  runNative(tf.backend() as NativeBackend, 'ReluGrad', [dy, y], { T: float32 }, 1)[0]!;

const batchNormAttributes = (epsilon: number) =>
  ({ T: float32, U: float32, epsilon: { float: epsilon }, ...channelsLast, is_training: false }) as const;

function batchNormGradients(
  dy: tf.Tensor,
  [x, gamma, mean, variance]: readonly [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor],
  { epsilon, trainable }: BatchNormAttributes,
): Gradients {
  if (!trainable) return { x: () => tf.mul(dy, tf.mul(gamma, tf.rsqrt(tf.add(variance, epsilon)))) };
  const unused = tf.scalar(0);
  const inputs = [dy, x, gamma, mean, variance, unused];
  const attributes = batchNormAttributes(epsilon);
  const [dx, dgamma, dbeta, ...rest] = runNative(
    tf.backend() as NativeBackend,
    'FusedBatchNormGradV3',
    inputs,
    attributes,
    5,
  );
  tf.dispose([unused, ...rest]);
  return { x: () => dx!, gamma: () => dgamma!, beta: () => dbeta! };
}

/**
 * Registers the kernels that make a training step fast on `node`: a convolution or dense layer with its bias and ReLU, and
 * batch normalization with stored statistics, each as few passes over memory forward and back.
 *
 * TensorFlow.js takes six operations for the gradient of a ReLU and a multiplication, an addition and two reductions for a
 * normalization; TensorFlow has one for each. Calling it again changes nothing.
 */
export function registerNativeKernels(): void {
  if (tf.getKernel(nativeKernels.relu, 'tensorflow')) return;
  const register = (kernelName: string, kernelFunc: tf.KernelFunc): void =>
    tf.registerKernel({ kernelName, backendName: 'tensorflow', kernelFunc });
  for (const relu of [false, true]) {
    const kernelName = relu ? nativeKernels.affineRelu : nativeKernels.affine;
    register(kernelName, ({ inputs, backend, attrs }) =>
      affine(backend as NativeBackend, inputs, attrs as unknown as AffineAttributes, relu),
    );
    tf.registerGradient({
      kernelName,
      inputsToSave: ['x', 'filter'],
      outputsToSave: [relu],
      gradFunc: (dy, [x, filter, y], attrs) => {
        const d = relu ? reluGradient(dy as tf.Tensor, y!) : (dy as tf.Tensor);
        return affineGradients(d, [x!, filter!], attrs as unknown as AffineAttributes);
      },
    });
  }
  register(nativeKernels.relu, ({ inputs }) => tf.relu(inputs.x as tf.Tensor));
  tf.registerGradient({
    kernelName: nativeKernels.relu,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => reluGradient(dy as tf.Tensor, y!) }),
  });
  register(nativeKernels.batchNorm, ({ inputs, backend, attrs }) => {
    const { x, gamma, beta, mean, variance } = inputs;
    const attributes = batchNormAttributes((attrs as unknown as BatchNormAttributes).epsilon);
    const operands = [x!, gamma!, beta!, mean!, variance!];
    const [y, ...rest] = runNative(backend as NativeBackend, 'FusedBatchNormV3', operands, attributes, 6);
    tf.dispose(rest);
    return y!;
  });
  tf.registerGradient({
    kernelName: nativeKernels.batchNorm,
    inputsToSave: ['x', 'gamma', 'mean', 'variance'],
    gradFunc: (dy, saved, attrs) =>
      batchNormGradients(
        dy as tf.Tensor,
        saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor],
        attrs as unknown as BatchNormAttributes,
      ),
  });
}
