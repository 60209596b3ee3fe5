import type { OperationAttribute } from '../../graph/graph.ts';
import { field, floatField, intField, type Message, message } from './protobuf.ts';

// The messages of `onnx.proto3` that a feed-forward network needs, with their field numbers.

/** Domain of the operations that ONNX Runtime has beside the standard. */
export const RUNTIME_DOMAIN = 'com.microsoft';

/** `TensorProto.DataType`. */
export const FLOAT = 1;
const INT8 = 3;
const INT64 = 7;

function attribute(name: string, value: OperationAttribute): Message {
  // Field 20 is AttributeProto.type: FLOAT 1, INT 2, STRING 3, INTS 7.
  if (typeof value === 'number') return message(field(1, name), intField(3, value), intField(20, 2));
  if (typeof value === 'string') return message(field(1, name), field(4, value), intField(20, 3));
  if ('float' in value) return message(field(1, name), floatField(2, value.float), intField(20, 1));
  return message(field(1, name), ...value.map((n) => intField(8, n)), intField(20, 7));
}

/** One operation, named after its first output. */
export function node(
  operation: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, OperationAttribute>> = {},
  domain = '',
): Message {
  return message(
    ...inputs.map((input) => field(1, input)),
    ...outputs.map((output) => field(2, output)),
    field(3, outputs[0]!),
    field(4, operation),
    ...Object.entries(attributes).map(([name, value]) => field(5, attribute(name, value))),
    ...(domain === '' ? [] : [field(7, domain)]),
  );
}

/** A constant float32 tensor whose values are made when they are written. */
export function lateFloatTensor(name: string, shape: readonly number[], make: () => Float32Array): Message {
  const length = 4 * shape.reduce((product, n) => product * n, 1);
  const bytes = (): Uint8Array => {
    const { buffer, byteOffset, byteLength } = make();
    return new Uint8Array(buffer, byteOffset, byteLength);
  };
  return message(
    ...shape.map((n) => intField(1, n)),
    intField(2, FLOAT),
    field(8, name),
    field(9, { length, make: bytes }),
  );
}

/** A constant float32 tensor. */
export function floatTensor(name: string, shape: readonly number[], data: Float32Array): Message {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return message(...shape.map((n) => intField(1, n)), intField(2, FLOAT), field(8, name), field(9, raw));
}

/** A constant tensor of int64, by default a list. */
export function int64Tensor(
  name: string,
  values: readonly number[],
  shape: readonly number[] = [values.length],
): Message {
  const raw = new Uint8Array(new BigInt64Array(values.map(BigInt)).buffer);
  return message(...shape.map((n) => intField(1, n)), intField(2, INT64), field(8, name), field(9, raw));
}

/** A constant tensor of int8. */
export function byteTensor(name: string, shape: readonly number[], data: Int8Array): Message {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return message(...shape.map((n) => intField(1, n)), intField(2, INT8), field(8, name), field(9, raw));
}

/** A float32 input or output whose first axis is the batch, of any size, as are those that the shape gives as -1. */
export function valueInfo(name: string, shape: readonly number[]): Message {
  const dimensions = [
    field(1, field(2, 'batch')),
    ...shape.map((n) => field(1, n < 0 ? field(2, `${name}_length`) : intField(1, n))),
  ];
  const tensorType = message(intField(1, FLOAT), field(2, message(...dimensions)));
  return message(field(1, name), field(2, field(1, tensorType)));
}

/** A float32 input or output whose shape is fixed, the batch included; an empty shape is a single number. */
export function fixedValueInfo(name: string, shape: readonly number[]): Message {
  const tensorType = message(intField(1, FLOAT), field(2, message(...shape.map((n) => field(1, intField(1, n))))));
  return message(field(1, name), field(2, field(1, tensorType)));
}

/** The parts of a model. */
export interface ModelParts {
  readonly name: string;
  readonly nodes: readonly Message[];
  readonly initializers: readonly Message[];
  readonly inputs: readonly Message[];
  readonly outputs: readonly Message[];
  /** Values in between whose shapes no rule would find. @default [] */
  readonly declared?: readonly Message[];
  /** Version of the operator set. */
  readonly operatorSet: number;
  /** Whether operations of {@link RUNTIME_DOMAIN} are among the nodes. @default false */
  readonly ownOperations?: boolean;
  /** Free text for people and programs. */
  readonly metadata: Readonly<Record<string, string>>;
}

export function model({
  name,
  nodes,
  initializers,
  inputs,
  outputs,
  declared = [],
  operatorSet,
  ownOperations,
  metadata,
}: ModelParts): Message {
  const graph = message(
    ...nodes.map((value) => field(1, value)),
    field(2, name),
    ...initializers.map((value) => field(5, value)),
    ...inputs.map((value) => field(11, value)),
    ...outputs.map((value) => field(12, value)),
    ...declared.map((value) => field(13, value)),
  );
  return message(
    // The version of the format that came with the operator set.
    intField(1, operatorSet > 13 ? 9 : 7),
    field(2, '@ser/models'),
    field(7, graph),
    field(8, message(field(1, ''), intField(2, operatorSet))),
    // Operations of ONNX Runtime alone, where some are used.
    ...(ownOperations ? [field(8, message(field(1, RUNTIME_DOMAIN), intField(2, 1)))] : []),
    ...Object.entries(metadata).map(([key, value]) => field(14, message(field(1, key), field(2, value)))),
  );
}
