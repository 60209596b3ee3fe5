import { field, floatField, intField, type Message, message } from './protobuf.ts';

// The messages of `onnx.proto3` that a feed-forward network needs, with their field numbers.

/** `TensorProto.DataType`. */
const FLOAT = 1;
const INT64 = 7;

/** An attribute of a node: whole numbers, a list of them, a fraction `{ float }` or a word. */
export type Attribute = number | readonly number[] | string | { readonly float: number };

function attribute(name: string, value: Attribute): Message {
  // Field 20 is AttributeProto.type: FLOAT 1, INT 2, STRING 3, INTS 7.
  if (typeof value === 'number') return message(field(1, name), intField(3, value), intField(20, 2));
  if (typeof value === 'string') return message(field(1, name), field(4, value), intField(20, 3));
  if ('float' in value) return message(field(1, name), floatField(2, value.float), intField(20, 1));
  return message(field(1, name), ...value.map((n) => intField(8, n)), intField(20, 7));
}

/** One operation. */
export function node(
  operation: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, Attribute>> = {},
): Message {
  return message(
    ...inputs.map((input) => field(1, input)),
    field(2, output),
    field(3, output),
    field(4, operation),
    ...Object.entries(attributes).map(([name, value]) => field(5, attribute(name, value))),
  );
}

/** A constant float32 tensor. */
export function floatTensor(name: string, shape: readonly number[], data: Float32Array): Message {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return message(...shape.map((n) => intField(1, n)), intField(2, FLOAT), field(8, name), field(9, raw));
}

/** A constant list of int64. */
export function int64Tensor(name: string, values: readonly number[]): Message {
  const raw = new BigInt64Array(values.map(BigInt));
  return message(intField(1, values.length), intField(2, INT64), field(8, name), field(9, new Uint8Array(raw.buffer)));
}

/** A float32 input or output whose first axis is the batch, of any size. */
export function valueInfo(name: string, shape: readonly number[]): Message {
  const dimensions = [field(1, field(2, 'batch')), ...shape.map((n) => field(1, intField(1, n)))];
  const tensorType = message(intField(1, FLOAT), field(2, message(...dimensions)));
  return message(field(1, name), field(2, field(1, tensorType)));
}

/** The parts of a model. */
export interface ModelParts {
  readonly name: string;
  readonly nodes: readonly Message[];
  readonly initializers: readonly Message[];
  readonly inputs: readonly Message[];
  readonly outputs: readonly Message[];
  /** Free text for people and programs. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A model for the operator set 13, which every runtime since 2020 knows. */
export function model({ name, nodes, initializers, inputs, outputs, metadata }: ModelParts): Message {
  const graph = message(
    ...nodes.map((value) => field(1, value)),
    field(2, name),
    ...initializers.map((value) => field(5, value)),
    ...inputs.map((value) => field(11, value)),
    ...outputs.map((value) => field(12, value)),
  );
  const operatorSet = message(field(1, ''), intField(2, 13));
  return message(
    intField(1, 7),
    field(2, '@ser/models'),
    field(7, graph),
    field(8, operatorSet),
    ...Object.entries(metadata).map(([key, value]) => field(14, message(field(1, key), field(2, value)))),
  );
}
