import { ModelsError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { checkOptions, kindOf, type OptionNames } from '../input/check-options.ts';
import type { WeightMap, WeightTensor } from './weight-map.ts';
import { sizeOf, weightSpecs } from './weight-specs.ts';

/** Options of {@link fitWeights}. */
export interface FitWeightsOptions {
  /**
   * Takes a sentence that names the layers of a larger file that were left out.
   * @default nothing is said
   */
  readonly onWarning?: ((message: string) => void) | undefined;
}

const optionNames: OptionNames<FitWeightsOptions> = { onWarning: true };

/**
 * Fits weights to a graph. Where every layer name of the graph occurs among them, names decide, and further layers, as those of a
 * whole classifier, are left out, and `onWarning` is told. Otherwise the order does, as in Keras' `load_weights`, and the number of
 * layers must agree. Tensors and shapes must always agree; the third tensor of a `Normalization`, Keras' count of samples, is left out.
 *
 * @returns The same tensors under the graph's own layer and weight names, in its order.
 * @throws ModelsError `invalid-weights` when the number of layers, of tensors in a layer, or a shape differs.
 */
export function fitWeights(graph: Graph, weights: WeightMap, options: FitWeightsOptions = {}): WeightMap {
  checkOptions('fitWeights', options, optionNames);
  if (Object.prototype.toString.call(weights) !== '[object Map]') {
    throw new ModelsError(
      'invalid-weights',
      `fitWeights wants weights as readKerasWeights gives them, a Map. Received ${kindOf(weights)}.`,
    );
  }
  const specs = weightSpecs(graph);
  const sameNames = [...specs.keys()].every((name) => weights.has(name));
  if (weights.size < specs.size || (weights.size > specs.size && !sameNames)) {
    throw new ModelsError(
      'invalid-weights',
      `${graph.name} has ${specs.size} layers with weights; ${weights.size} were given${hint(graph.name, weights)}`,
    );
  }
  const others = [...weights.keys()].filter((name) => sameNames && !specs.has(name));
  if (others.length > 0) {
    const listed = others.length > 6 ? `${others.slice(0, 6).join(', ')} …` : others.join(', ');
    options.onWarning?.(
      `Of the file's ${weights.size} layers the ${specs.size} of ${graph.name} were taken by name; left out: ${listed.slice(0, 300)}.`,
    );
  }
  const entries = [...weights];
  const normalizations = new Set(graph.layers.filter(({ type }) => type === 'normalization').map(({ name }) => name));
  const fitted = new Map<string, readonly WeightTensor[]>();
  let index = 0;
  for (const [layer, wanted] of specs) {
    const [source, given] = sameNames ? ([layer, weights.get(layer)!] as const) : entries[index]!;
    index++;
    const isCounted = normalizations.has(layer) && given.length === 3 && given[2]!.shape.length === 0;
    const tensors = isCounted ? given.slice(0, 2) : given;
    if (tensors.length !== wanted.length) {
      throw new ModelsError(
        'invalid-weights',
        `Layer "${layer}" of ${graph.name} takes ${wanted.length} weight tensors (${wanted.map((w) => w.name).join(', ')}); ` +
          `"${source}" gives ${tensors.length}. Are these the weights of another model?`,
      );
    }
    fitted.set(
      layer,
      wanted.map((spec, i) => {
        const tensor = tensors[i]!;
        // What is on the disk is not read to be counted.
        const length = tensor.stored ? sizeOf(tensor.shape) : tensor.data.length;
        if (String(tensor.shape) !== String(spec.shape) || length !== sizeOf(spec.shape)) {
          throw new ModelsError(
            'invalid-weights',
            `Weight "${spec.name}" of layer "${layer}" of ${graph.name} has the shape [${spec.shape.join(', ')}]; ` +
              `"${source}" gives [${tensor.shape.join(', ')}] with ${length} values. ` +
              'Are these the weights of another model or number of channels?',
          );
        }
        // Of another name are only those in memory: on the disk each is the one tensor `value` of its layer.
        return tensor.name === spec.name ? tensor : { name: spec.name, shape: spec.shape, data: tensor.data };
      }),
    );
  }
  return fitted;
}

/** Says what most often stands behind a wrong number of layers. */
function hint(graph: string, weights: WeightMap): string {
  const names = [...weights.keys()];
  if (names.some((name) => /^(predictions|probs|fc\d)$/.test(name))) {
    return `, among them a classifier, and not all under the names of ${graph}, by which layers are picked: take the file without top ("notop" in its name), which goes by order.`;
  }
  return ` (${names[0] ?? 'none'} … ${names[names.length - 1] ?? 'none'}). Are these the weights of another model?`;
}
