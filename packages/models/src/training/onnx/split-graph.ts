import { ModelsError } from '../../errors.ts';
import type { Graph, Layer } from '../../graph/graph.ts';
import { inferShapes } from '../../graph/infer-shapes.ts';

/** A network in two: what training leaves as it is, and what it changes or has to pass through. */
export interface SplitGraph {
  /** Gives what `live` reads; undefined where that is the network's input itself. */
  readonly frozen: Graph | undefined;
  /** Its input layers have the names of the outputs of `frozen`. */
  readonly live: Graph;
}

/** Splits a network before its first trained or dropping layers. */
export function splitGraph(graph: Graph, trained: ReadonlySet<string>): SplitGraph {
  const shapes = inferShapes(graph);
  const [output] = graph.outputs as [string];
  const live = new Set<string>();
  for (const { name, type, inputs } of graph.layers) {
    const changes = trained.has(name) || type === 'identity' || name === output;
    if (changes || inputs.some((input) => live.has(input))) live.add(name);
  }
  const layers = graph.layers.filter(({ name }) => live.has(name));
  const boundary = new Set(layers.flatMap(({ inputs }) => inputs.filter((input) => !live.has(input))));
  const before = ancestors(graph, boundary);
  const entries = [...boundary].map((name): Layer => ({ type: 'input', name, inputs: [], shape: shapes.get(name)! }));
  const isInput = before.every(({ type }) => type === 'input');
  if (before.filter(({ type }) => type === 'input').length > 1) {
    throw new ModelsError('invalid-input', `A classifier has one input. "${graph.name}" has several.`);
  }
  return {
    frozen: isInput ? undefined : { name: `${graph.name}-frozen`, layers: before, outputs: [...boundary] },
    live: { name: graph.name, layers: [...entries, ...layers], outputs: graph.outputs },
  };
}

/** The layers that lead to some others, those included, in the order of the graph. */
function ancestors({ layers }: Graph, names: ReadonlySet<string>): Layer[] {
  const needed = new Set(names);
  for (const { name, inputs } of [...layers].reverse()) {
    if (needed.has(name)) for (const input of inputs) needed.add(input);
  }
  return layers.filter(({ name }) => needed.has(name));
}
