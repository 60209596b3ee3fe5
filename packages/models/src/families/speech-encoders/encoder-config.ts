import { ModelsError } from '../../errors.ts';
import { architectures, type EncoderArchitecture } from './architectures.ts';

/** Hugging Face's `config.json` of a speech encoder, as it is read from the file. */
export type EncoderConfigFile = Readonly<Record<string, unknown>>;

/** What a description needs to know of a `config.json`, defaults filled in and checked. */
export interface EncoderConfig {
  readonly architecture: EncoderArchitecture;
  /** Channels, kernel sizes and strides of the convolutions that read the waveform. */
  readonly convolutions: readonly { readonly channels: number; readonly kernel: number; readonly stride: number }[];
  readonly hasConvolutionBias: boolean;
  /** `group`: the first convolution's channels are normalized over time; `layer`: every convolution's over channels. */
  readonly convolutionNorm: 'group' | 'layer';
  readonly hasProjectionNorm: boolean;
  readonly hiddenSize: number;
  readonly heads: number;
  readonly intermediateSize: number;
  readonly layers: number;
  readonly epsilon: number;
  /** Whether the layers normalize before they compute (large models) or after. */
  readonly isPreNorm: boolean;
  /** Kernel size, groups and number of the convolutions that give positions. */
  readonly positions: { readonly kernel: number; readonly groups: number; readonly count: number };
  /** WavLM's relative positions: number of buckets, and the distance from which all share the last one. */
  readonly buckets: { readonly count: number; readonly maxDistance: number };
  /** A classification head's class names, or undefined for an encoder alone. */
  readonly head:
    | { readonly labels: readonly string[]; readonly projection: number; readonly usesAllLayers: boolean }
    | undefined;
}

/** Limits that are far above any encoder of today, so that a config cannot ask for a graph of any size. */
const LIMITS = { layers: 200, size: 65_536, kernel: 4096, convolutions: 32, labels: 10_000 };

/**
 * Reads and checks a `config.json`; missing keys have transformers' defaults.
 *
 * @throws ModelsError `invalid-option`, naming the key, for an architecture or a variant that is not described.
 */
export function readEncoderConfig(file: EncoderConfigFile): EncoderConfig {
  const type = file.model_type;
  const architecture = architectures.find(({ modelType }) => modelType === type);
  if (!architecture) {
    throw new ModelsError(
      'invalid-option',
      `The config describes ${type === undefined ? 'no model_type' : `a model of type ${JSON.stringify(type).slice(0, 60)}`}; ` +
        `described are ${architectures.map(({ modelType }) => modelType).join(', ')}. Export other networks to ONNX and use openOnnx.`,
    );
  }
  const fail = (key: string, rule: string): never => {
    const received = JSON.stringify(file[key])?.slice(0, 60);
    throw new ModelsError('invalid-option', `The encoder's config must have ${rule}; its ${key} is ${received}.`);
  };
  const natural = (key: string, preset: number, limit: number): number => {
    const value = file[key] ?? preset;
    if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > limit) {
      fail(key, `a whole number from 1 to ${limit}`);
    }
    return Number(value);
  };
  const list = (key: string, preset: readonly number[], limit: number): readonly number[] => {
    const value = file[key] ?? preset;
    const isList =
      Array.isArray(value) &&
      value.length >= 1 &&
      value.length <= LIMITS.convolutions &&
      value.every((n) => Number.isInteger(n) && n >= 1 && n <= limit);
    return isList ? value : fail(key, `whole numbers from 1 to ${limit}, at most ${LIMITS.convolutions}`);
  };
  const word = (key: string, known: readonly string[]): string => {
    const value = file[key] ?? known[0];
    return known.includes(String(value)) ? String(value) : fail(key, known.map((name) => `"${name}"`).join(' or '));
  };
  for (const key of ['hidden_act', 'feat_extract_activation']) word(key, ['gelu']);
  for (const key of ['add_adapter', 'conv_pos_batch_norm', 'adapter_attn_dim']) {
    if (file[key]) fail(key, 'no adapter and no batch normalization, which are not described');
  }
  const channels = list('conv_dim', new Array(7).fill(512), LIMITS.size);
  const strides = list('conv_stride', [5, 2, 2, 2, 2, 2, 2], LIMITS.kernel);
  const kernels = list('conv_kernel', [10, 3, 3, 3, 3, 2, 2], LIMITS.kernel);
  if (strides.length !== channels.length) fail('conv_stride', 'as many values as conv_dim');
  if (kernels.length !== channels.length) fail('conv_kernel', 'as many values as conv_dim');
  const hiddenSize = natural('hidden_size', 768, LIMITS.size);
  const heads = natural('num_attention_heads', 12, hiddenSize);
  if (hiddenSize % heads !== 0) fail('num_attention_heads', 'a number of heads that divides hidden_size');
  const groups = natural('num_conv_pos_embedding_groups', 16, hiddenSize);
  if (hiddenSize % groups !== 0) fail('num_conv_pos_embedding_groups', 'a number of groups that divides hidden_size');
  const epsilon = file.layer_norm_eps ?? 1e-5;
  if (!(Number(epsilon) > 0 && Number(epsilon) < 1)) fail('layer_norm_eps', 'a number above 0 and below 1');
  const { positions } = architecture;
  return {
    architecture,
    convolutions: channels.map((count, i) => ({ channels: count, kernel: kernels[i]!, stride: strides[i]! })),
    hasConvolutionBias: Boolean(file.conv_bias ?? false),
    convolutionNorm:
      architecture.convolutionNorm ?? (word('feat_extract_norm', ['group', 'layer']) as 'group' | 'layer'),
    hasProjectionNorm: Boolean(file.feat_proj_layer_norm ?? true),
    hiddenSize,
    heads,
    intermediateSize: natural('intermediate_size', 3072, LIMITS.size),
    layers: natural('num_hidden_layers', 12, LIMITS.layers),
    epsilon: Number(epsilon),
    isPreNorm: Boolean(architecture.hasPreNorm && file.do_stable_layer_norm),
    positions: {
      kernel: natural(positions.kernelKey, positions.kernel, LIMITS.kernel),
      groups,
      count: positions.countKey ? natural(positions.countKey, 5, LIMITS.convolutions) : 1,
    },
    buckets: {
      count: natural('num_buckets', 320, LIMITS.size),
      maxDistance: natural('max_bucket_distance', 800, LIMITS.size),
    },
    head: isClassifier(file)
      ? {
          labels: readLabels(file),
          projection: natural('classifier_proj_size', 256, LIMITS.size),
          usesAllLayers: Boolean(file.use_weighted_layer_sum ?? false),
        }
      : undefined,
  };
}

function isClassifier({ architectures: names }: EncoderConfigFile): boolean {
  return Array.isArray(names) && names.some((name) => String(name).endsWith('ForSequenceClassification'));
}

/** Class names in the order of the outputs; two without names are transformers' default. */
function readLabels({ id2label }: EncoderConfigFile): string[] {
  if (id2label === undefined || id2label === null) return ['LABEL_0', 'LABEL_1'];
  const entries = Object.entries(id2label as Record<string, unknown>);
  const labels: string[] = [];
  for (const [id, label] of entries) labels[Number(id)] = String(label);
  if (entries.length < 1 || entries.length > LIMITS.labels || labels.length !== entries.length) {
    throw new ModelsError(
      'invalid-option',
      "The config's id2label must name the classes 0, 1, 2 … one after the other.",
    );
  }
  return labels;
}
