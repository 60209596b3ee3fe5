import type { Layer, OperationAttribute } from '../../graph/graph.ts';

/** Collects layers of operations; every method gives the name of the value that it adds. */
export interface GraphBuilder {
  readonly layers: readonly Layer[];
  /** A weight under its name; a second call gives the same. */
  weight(name: string, shape: readonly number[], isTransposed?: boolean): string;
  /** Whole numbers: a list, or, for `[]`, one. */
  integers(values: readonly number[], shape?: readonly number[]): string;
  /** One fraction. */
  fraction(value: number): string;
  /** An operation named after `scope`, or exactly so where `name` is given. */
  operation(
    operation: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OperationAttribute>>,
    settings?: { readonly name?: string; readonly shape?: readonly number[] },
  ): string;
  /** Begins a part whose operations are named after it. */
  begin(scope: string): void;
}

/** Starts a graph with a waveform of any length as its input. */
export function createGraphBuilder(input: string): GraphBuilder {
  const layers: Layer[] = [{ type: 'input', name: input, inputs: [], shape: [-1] }];
  const known = new Set([input]);
  let scope = '';
  let count = 0;
  const addOnce = (layer: Layer): string => {
    if (!known.has(layer.name)) layers.push(layer);
    known.add(layer.name);
    return layer.name;
  };
  return {
    layers,
    weight: (name, shape, isTransposed) =>
      addOnce({ type: 'weight', name, inputs: [], shape, ...(isTransposed && { isTransposed }) }),
    integers: (values, shape = [values.length]) => {
      const name = values.length > 8 ? `integers/${known.size}` : `integers/${values.join(',')}/${shape.join('x')}`;
      return addOnce({ type: 'constant', name, inputs: [], dtype: 'int64', shape, values });
    },
    fraction: (value) =>
      addOnce({
        type: 'constant',
        name: `fraction/${value}`,
        inputs: [],
        dtype: 'float32',
        shape: [],
        values: [value],
      }),
    operation: (operation, inputs, attributes, { name, shape } = {}) =>
      addOnce({
        type: 'operation',
        name: name ?? `${scope}/${operation}_${count++}`,
        inputs,
        operation,
        ...(attributes && { attributes }),
        ...(shape && { shape }),
      }),
    begin(next) {
      scope = next;
      count = 0;
    },
  };
}
