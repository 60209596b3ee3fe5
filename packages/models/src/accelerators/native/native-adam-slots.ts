import * as tf from '@tensorflow/tfjs';
import type { AdamNumbers } from '../../training/adam-step.ts';
import type { AdamSlots, MomentValues } from '../accelerator.ts';
import { float32, type NativeBackend, runNative } from './native-operations.ts';

/** One variable inside TensorFlow; the tensor is its handle and holds no values. */
class Resource {
  private readonly backend: NativeBackend;
  readonly handle: tf.Tensor;

  constructor(backend: NativeBackend, value: tf.Tensor) {
    this.backend = backend;
    // Tensors are numbered through all copies of TensorFlow.js in a process, so that no two resources share a name.
    const name = tf.tidy(() => `@ser/models/adam/${tf.scalar(0).id}`);
    const attributes = { container: '', shared_name: name, dtype: float32, shape: { shape: value.shape } };
    this.handle = tf.keep(runNative(backend, 'VarHandleOp', [], attributes, 1)[0]!);
    this.assign(value);
  }

  /** Takes over the values of a tensor; they are shared until one of the two changes. */
  assign(value: tf.Tensor): void {
    runNative(this.backend, 'AssignVariableOp', [this.handle, value], { dtype: float32 }, 0);
  }

  read(): tf.Tensor {
    return runNative(this.backend, 'ReadVariableOp', [this.handle], { dtype: float32 }, 1)[0]!;
  }

  dispose(): void {
    runNative(this.backend, 'DestroyResourceOp', [this.handle], { ignore_lookup_error: true }, 0);
    this.handle.dispose();
  }
}

interface Slot {
  readonly weight: Resource;
  readonly first: Resource;
  readonly second: Resource;
  /** The values that `weight` holds, so that a weight set by somebody else is noticed. */
  dataId: tf.DataId;
}

/**
 * Adam's moments as variables of native TensorFlow, whose own `ResourceApplyAdam` moves a weight in one pass over memory;
 * composed of operations of TensorFlow.js it takes twelve.
 *
 * The operation adds epsilon where Keras 3 does, outside the root without a correction. Its own bias corrections are
 * switched off (powers of zero), because the rate already has Keras'.
 */
export class NativeAdamSlots implements AdamSlots {
  private readonly backend: NativeBackend;
  private readonly variables: readonly tf.Variable[];
  private slots: Slot[];

  constructor(backend: NativeBackend, variables: readonly tf.Variable[], initial?: readonly MomentValues[]) {
    this.backend = backend;
    this.variables = variables;
    const moment = ({ shape }: tf.Variable, values: Float32Array | undefined): Resource => {
      const start = values ? tf.tensor(values, shape) : tf.zeros(shape);
      const resource = new Resource(backend, start);
      start.dispose();
      return resource;
    };
    this.slots = variables.map((variable, i) => ({
      weight: new Resource(backend, variable),
      first: moment(variable, initial?.[i]?.[0]),
      second: moment(variable, initial?.[i]?.[1]),
      dataId: variable.dataId,
    }));
  }

  step(gradients: readonly tf.Tensor[], numbers: AdamNumbers, keep: readonly number[]): void {
    const { rate, beta1, beta2, epsilon } = numbers;
    tf.tidy(() => {
      // TensorFlow subtracts the betas from 1 in float32, Keras in float64: 0.001 is off by 1.3e-5 of itself there. Either
      // way a moment is a sum with that factor in front, so the rate and epsilon can take it back.
      const firstScale = (1 - Math.fround(beta1)) / (1 - beta1);
      const secondScale = Math.sqrt((1 - Math.fround(beta2)) / (1 - beta2));
      const corrected = [(rate * secondScale) / firstScale, beta1, beta2, epsilon * secondScale];
      const scalars = [0, 0, ...corrected].map((value) => tf.scalar(value));
      this.slots.forEach((slot, i) => {
        const { weight, first, second } = slot;
        const variable = this.variables[i]!;
        if (keep[i] !== 1) weight.assign(tf.mul(variable, keep[i]!));
        else if (variable.dataId !== slot.dataId) weight.assign(variable);
        const inputs = [weight.handle, first.handle, second.handle, ...scalars, gradients[i]!];
        runNative(this.backend, 'ResourceApplyAdam', inputs, { T: float32 }, 0);
        const moved = weight.read();
        variable.assign(moved);
        slot.dataId = variable.dataId;
        moved.dispose();
      });
    });
  }

  async read(): Promise<MomentValues[]> {
    const values: MomentValues[] = [];
    for (const { first, second } of this.slots) {
      const tensors = [first.read(), second.read()];
      const [m, v] = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
      values.push([m!, v!]);
      tf.dispose(tensors);
    }
    return values;
  }

  dispose(): void {
    for (const { weight, first, second } of this.slots) for (const one of [weight, first, second]) one.dispose();
    this.slots = [];
  }
}
