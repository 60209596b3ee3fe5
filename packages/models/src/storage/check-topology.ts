import * as v from 'valibot';
import { ModelsError } from '../errors.ts';
import type { StoredTensor } from './classifier-schema.ts';
import { checkShape } from './parse-json.ts';

/** More than any network of ours has: ResNet152V2 has 565 layers, images have 1024 pixels a side at most. */
const most = { layers: 5_000, depth: 4, integer: 1 << 20, elements: 2 ** 28 };

interface Layer {
  readonly name: string;
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** For each call of the layer, the layers and calls whose outputs it takes. */
  readonly calls: readonly (readonly Reference[])[];
}

/** A layer by name, which of its calls, which of that call's outputs. */
type Reference = readonly [layer: string, call: number, output: number];

const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));
const reference = v.pipe(
  v.array(v.unknown()),
  v.transform((items) => items.slice(0, 3)),
  v.strictTuple([v.string(), index, index]),
);
const references: v.GenericSchema<unknown, Reference[]> = v.array(reference);
const options = v.record(v.string(), v.unknown());
const functional = v.object({
  layers: v.pipe(
    v.array(
      v.object({
        name: v.string(),
        class_name: v.string(),
        config: options,
        inbound_nodes: v.array(references),
      }),
    ),
    v.minLength(1),
    v.maxLength(most.layers),
  ),
  input_layers: v.pipe(references, v.minLength(1)),
  output_layers: v.pipe(references, v.minLength(1)),
});
const sequential = v.object({
  layers: v.pipe(
    v.array(v.object({ class_name: v.string(), config: options })),
    v.minLength(1),
    v.maxLength(most.layers),
  ),
});

/**
 * Looks at the topology of a TensorFlow.js layers model before TensorFlow.js does, which believes what it reads: a layer
 * that waits for one that is not there makes it wait for ever, a size that is wrong makes it ask for any memory.
 *
 * Every name must exist, every call come before it is used, no layer depend on itself; sizes are limited, and every kernel
 * has as many outputs in the list of weights as its layer has units.
 *
 * @throws {ModelsError} `invalid-file` with what is wrong.
 */
export function checkTopology(topology: unknown, weights: readonly StoredTensor[]): void {
  const shapes = new Map(weights.map(({ name, shape }) => [name, shape]));
  checkModel(topology, shapes, 0);
}

function checkModel(topology: unknown, shapes: ReadonlyMap<string, readonly number[]>, depth: number): void {
  const { class_name: className, config } = checkShape(
    topology,
    'model.json',
    v.object({ class_name: v.string(), config: v.union([options, v.array(v.unknown())]) }),
  );
  if (depth > most.depth) throw broken(`models are nested more than ${most.depth} deep`);
  if (className === 'Sequential') {
    const { layers } = checkShape(Array.isArray(config) ? { layers: config } : config, 'model.json', sequential);
    for (const { class_name, config: inner } of layers) {
      checkLayer({ name: String(inner.name), className: class_name, config: inner, calls: [] }, shapes, depth);
    }
    return;
  }
  const { layers, input_layers: inputs, output_layers: outputs } = checkShape(config, 'model.json', functional);
  const known = new Map<string, Layer>();
  for (const { name, class_name, config: inner, inbound_nodes: calls } of layers) {
    if (known.has(name)) throw broken(`two layers are named ${quoted(name)}`);
    const layer = { name, className: class_name, config: inner, calls };
    checkLayer(layer, shapes, depth);
    known.set(name, layer);
  }
  for (const { name, calls } of known.values()) {
    for (const call of calls.flat()) checkReference(call, known, `layer ${quoted(name)}`);
  }
  for (const end of [...inputs, ...outputs]) checkReference(end, known, 'the model');
  checkOrder(known);
}

function checkReference([name, call]: Reference, known: ReadonlyMap<string, Layer>, who: string): void {
  const layer = known.get(name);
  if (!layer) throw broken(`${who} takes the output of ${quoted(name)}, which is not there`);
  // An input has no calls of its own, and one output.
  if (call >= Math.max(1, layer.calls.length)) throw broken(`${who} takes a call of ${quoted(name)} that is not there`);
}

/** Takes away, again and again, the calls that wait for nothing; what is left waits for itself. */
function checkOrder(layers: ReadonlyMap<string, Layer>): void {
  const key = (name: string, call: number): string => `${call} ${name}`;
  const waiting = new Map<string, number>();
  const users = new Map<string, string[]>();
  for (const { name, calls } of layers.values()) {
    for (const [call, inputs] of (calls.length === 0 ? [[]] : calls).entries()) {
      waiting.set(key(name, call), inputs.length);
      for (const [source, sourceCall] of inputs) {
        const list = users.get(key(source, sourceCall));
        if (list) list.push(key(name, call));
        else users.set(key(source, sourceCall), [key(name, call)]);
      }
    }
  }
  const ready = [...waiting].filter(([, inputs]) => inputs === 0).map(([call]) => call);
  for (let call = ready.pop(); call !== undefined; call = ready.pop()) {
    waiting.delete(call);
    for (const user of users.get(call) ?? []) {
      const left = waiting.get(user)! - 1;
      waiting.set(user, left);
      if (left === 0) ready.push(user);
    }
  }
  const [circle] = waiting.keys();
  if (circle !== undefined) throw broken(`layer ${quoted(circle.slice(circle.indexOf(' ') + 1))} waits for itself`);
}

function checkLayer(layer: Layer, shapes: ReadonlyMap<string, readonly number[]>, depth: number): void {
  const { name, className, config } = layer;
  if (className === 'Model' || className === 'Functional' || className === 'Sequential') {
    checkModel({ class_name: className, config }, shapes, depth + 1);
    return;
  }
  for (const [key, value] of Object.entries(config)) {
    if (key !== 'seed' && isTooLarge(value)) throw broken(`${quoted(key)} of layer ${quoted(name)} is too large`);
  }
  const input = config.batch_input_shape ?? config.batchInputShape;
  if (Array.isArray(input)) {
    const elements = input.reduce((product: number, size) => product * (typeof size === 'number' ? size : 1), 1);
    if (!(elements <= most.elements)) throw broken(`the input of layer ${quoted(name)} is too large`);
  }
  const units = config.units ?? (className.startsWith('Conv') ? config.filters : undefined);
  if (units === undefined) return;
  const kernel = shapes.get(`${name}/kernel`);
  if (kernel && kernel[kernel.length - 1] !== units) {
    throw broken(
      `layer ${quoted(name)} has ${quoted(String(units))} units and weights for ${kernel[kernel.length - 1]}`,
    );
  }
  if (!kernel && !(typeof units === 'number' && units <= 65_536)) {
    throw broken(`the number of units of layer ${quoted(name)} is too large`);
  }
}

/** Whether a setting, or a list of them, asks for more than any layer has. */
function isTooLarge(value: unknown): boolean {
  if (typeof value === 'number') return !(Math.abs(value) <= most.integer);
  return Array.isArray(value) && value.length > 0 && value.length <= 8 && value.some(isTooLarge);
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 60));

function broken(what: string): ModelsError {
  return new ModelsError(
    'invalid-file',
    `model.json does not hold a model that can be built: ${what}. The file was changed or is damaged; save it again.`,
  );
}
