import type { OperationAttribute } from '../../../graph/graph.ts';
import { fixedValueInfo, floatTensor, int64Tensor, model, node, valueInfo } from '../onnx-messages.ts';
import { type Bytes, encode, type Message } from '../protobuf.ts';

/** Name of a value in an ONNX graph. */
export type Value = string;

/**
 * Writes an ONNX graph operation by operation; every value gets a name of its own, and equal constants are stored once. Inputs
 * keep the plain names of layers, so names that are made up have a slash, which Keras refuses in the name of a layer.
 */
export class GraphWriter {
  private readonly nodes: Message[] = [];
  private readonly initializers = new Map<string, Message>();
  private readonly inputs: Message[] = [];
  private readonly outputs: Message[] = [];
  private values = 0;

  /** Adds an operation with one output. */
  emit(
    operation: string,
    from: readonly Value[],
    attributes: Readonly<Record<string, OperationAttribute>> = {},
  ): Value {
    return this.emitAll(operation, from, 1, attributes)[0]!;
  }

  /** Adds an operation with several outputs; an operation is called as its first output is. */
  emitAll(
    operation: string,
    from: readonly Value[],
    count: number,
    attributes: Readonly<Record<string, OperationAttribute>> = {},
    name?: Value,
  ): Value[] {
    const to = Array.from({ length: count }, (_, i) => (i === 0 && name) || `value/${this.values++}`);
    this.nodes.push(node(operation, from, to, attributes));
    return to;
  }

  /** A constant list of whole numbers. */
  integers(...values: readonly number[]): Value {
    return this.constant(`integers/${values.join('_')}`, (name) => int64Tensor(name, values));
  }

  /** A constant number. */
  scalar(value: number): Value {
    return this.constant(`scalar/${value}`, (name) => floatTensor(name, [], Float32Array.of(value)));
  }

  /** A constant tensor under a name of the caller's, with a slash. */
  tensor(name: string, shape: readonly number[], data: Float32Array): Value {
    return this.constant(name, () => floatTensor(name, shape, data));
  }

  /** A value that enters; `batched` shapes have a batch of any size in front. */
  input(name: string, shape: readonly number[], batched: boolean): Value {
    this.inputs.push(batched ? valueInfo(name, shape) : fixedValueInfo(name, shape));
    return name;
  }

  /** Lets a value leave under a name. */
  output(name: string, value: Value, shape: readonly number[], batched: boolean): void {
    this.nodes.push(node('Identity', [value], [name]));
    this.outputs.push(batched ? valueInfo(name, shape) : fixedValueInfo(name, shape));
  }

  /** The sum of some values. */
  sum([first, ...rest]: readonly Value[]): Value {
    return rest.reduce((sum, value) => this.emit('Add', [sum, value]), first!);
  }

  /** The sum over some axes, which vanish. */
  reduce(value: Value, ...axes: readonly number[]): Value {
    return this.emit('ReduceSum', [value, this.integers(...axes)], { keepdims: 0 });
  }

  reshape(value: Value, ...shape: readonly number[]): Value {
    return this.emit('Reshape', [value, this.integers(...shape)]);
  }

  transpose(value: Value, ...perm: readonly number[]): Value {
    return this.emit('Transpose', [value], { perm });
  }

  /** Some values one after the other on their first axis. */
  join(values: readonly Value[]): Value {
    return values.length === 1 ? values[0]! : this.emit('Concat', values, { axis: 0 });
  }

  /** Zeros before and after each axis; below 0 it cuts off. */
  pad(value: Value, before: readonly number[], after: readonly number[]): Value {
    const widths = [...before, ...after];
    return widths.some((n) => n !== 0) ? this.emit('Pad', [value, this.integers(...widths)]) : value;
  }

  /** The bytes of the model, operator set 20. */
  finish(name: string): Bytes {
    const { nodes, inputs, outputs } = this;
    const initializers = [...this.initializers.values()];
    return encode(model({ name, nodes, initializers, inputs, outputs, operatorSet: 20, metadata: {} }));
  }

  private constant(name: string, make: (name: string) => Message): Value {
    if (!this.initializers.has(name)) this.initializers.set(name, make(name));
    return name;
  }
}
