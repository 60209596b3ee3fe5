import * as tf from '@tensorflow/tfjs';

/** What one attribute of a TensorFlow operation may be; plain values stand for their own type. */
type AttributeValue =
  | string
  | boolean
  | readonly number[]
  | { readonly float: number }
  | { readonly dtype: 'float32' }
  | { readonly shape: readonly number[] };

interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: string | boolean | number | readonly number[];
}

type Constant =
  | 'TF_ATTR_STRING'
  | 'TF_ATTR_BOOL'
  | 'TF_ATTR_INT'
  | 'TF_ATTR_FLOAT'
  | 'TF_ATTR_TYPE'
  | 'TF_ATTR_SHAPE'
  | 'TF_FLOAT';

/** The part of tfjs-node's back end that runs an operation of TensorFlow by its name. */
export interface NativeBackend extends tf.KernelBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: Readonly<Record<Constant, number>>;
  executeMultipleOutputs(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly tf.TensorInfo[],
    outputs: number,
  ): tf.Tensor[];
}

/** The type attribute that almost every operation has. */
export const float32: AttributeValue = { dtype: 'float32' };

/**
 * The native back end, where it is the one in use and computes on the CPU; undefined elsewhere.
 *
 * On a GPU nothing of ours stands in for TensorFlow.js, because none was at hand to test it on.
 */
export function nativeBackend(): NativeBackend | undefined {
  if (tf.getBackend() !== 'tensorflow') return undefined;
  const backend = tf.backend() as Partial<NativeBackend>;
  const canRun = typeof backend.executeMultipleOutputs === 'function' && backend.binding !== undefined;
  return canRun && backend.isUsingGpuDevice === false ? (backend as NativeBackend) : undefined;
}

function toAttribute(binding: NativeBackend['binding'], name: string, value: AttributeValue): Attribute {
  if (typeof value === 'string') return { name, type: binding.TF_ATTR_STRING, value };
  if (typeof value === 'boolean') return { name, type: binding.TF_ATTR_BOOL, value };
  if ('float' in value) return { name, type: binding.TF_ATTR_FLOAT, value: value.float };
  if ('dtype' in value) return { name, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  if ('shape' in value) return { name, type: binding.TF_ATTR_SHAPE, value: value.shape };
  return { name, type: binding.TF_ATTR_INT, value };
}

/** Runs an operation of TensorFlow that TensorFlow.js has no name for, and returns all its outputs. */
export function runNative(
  backend: NativeBackend,
  name: string,
  inputs: readonly tf.TensorInfo[],
  attributes: Readonly<Record<string, AttributeValue>>,
  outputs: number,
): tf.Tensor[] {
  const list = Object.entries(attributes).map(([key, value]) => toAttribute(backend.binding, key, value));
  return backend.executeMultipleOutputs(name, list, inputs, outputs);
}
