import { ModelsError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import { renamed, type WeightMap, type WeightTensor } from '../../weights/weight-map.ts';
import { sizeOf } from '../../weights/weight-specs.ts';
import type { EncoderConfig } from './encoder-config.ts';
import { foldWeightNorm } from './fold-weight-norm.ts';

const POSITIONS = 'encoder.pos_conv_embed.conv';
/** Both spellings of weight norm, torch's of today and that before 2.0. */
const WEIGHT_NORMS = [
  [`${POSITIONS}.parametrizations.weight.original0`, `${POSITIONS}.parametrizations.weight.original1`],
  [`${POSITIONS}.weight_g`, `${POSITIONS}.weight_v`],
] as const;

/** What is used in training only, or belongs to another head, and may be there. */
const UNUSED =
  /^(masked_spec_embed$|lm_head\.|quantizer\.|project_(hid|q)\.|final_proj\.|label_embs_concat$|ctc_proj\.)/;
/** The head, where the config describes an encoder alone. */
const HEAD = /^(projector\.|classifier\.|layer_weights$)/;

/**
 * Takes the tensors of a checkpoint that a graph needs, under the graph's names: without the prefix of a model with a head,
 * and with the weight norm of the positions folded.
 *
 * @throws ModelsError `invalid-weights`, naming tensors, where some are missing, left over or of another shape.
 */
export function fitEncoderWeights(graph: Graph, config: EncoderConfig, weights: WeightMap): WeightMap {
  const { prefix } = config.architecture;
  const given = new Map<string, WeightTensor>();
  for (const [name, tensors] of weights) {
    const bare = name.startsWith(prefix) ? name.slice(prefix.length) : name;
    if (tensors[0] && !UNUSED.test(bare) && (config.head || !HEAD.test(bare))) given.set(bare, tensors[0]);
  }
  for (const [scale, direction] of WEIGHT_NORMS) {
    const [g, v] = [given.get(scale), given.get(direction)];
    if (!g || !v || v.shape.length !== 3 || sizeOf(g.shape) !== v.shape[2]) continue;
    given.delete(scale);
    given.delete(direction);
    given.set(`${POSITIONS}.weight`, foldWeightNorm(g, v));
  }
  const fitted = new Map<string, readonly WeightTensor[]>();
  const missing: string[] = [];
  for (const layer of graph.layers) {
    if (layer.type !== 'weight') continue;
    const tensor = given.get(layer.name);
    given.delete(layer.name);
    if (!tensor) {
      missing.push(layer.name);
    } else if (String(tensor.shape) !== String(layer.shape)) {
      throw new ModelsError(
        'invalid-weights',
        `"${layer.name}" of ${graph.name} has the shape [${layer.shape.join(', ')}] by its config; the weights give ` +
          `[${tensor.shape.join(', ')}]. Are these the weights of another model?`,
      );
    } else {
      fitted.set(layer.name, [renamed('value', tensor)]);
    }
  }
  if (missing.length > 0 || given.size > 0) {
    const some = (names: readonly string[]): string =>
      `${names.length} (${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''})`;
    const parts = [
      ...(missing.length > 0 ? [`missing are ${some(missing)}`] : []),
      ...(given.size > 0 ? [`left over are ${some([...given.keys()])}`] : []),
    ];
    throw new ModelsError(
      'invalid-weights',
      `The weights do not fit the config of ${graph.name}: ${parts.join('; ')}. Take the weights and the config of one model.`,
    );
  }
  return fitted;
}
