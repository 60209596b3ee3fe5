import type { WeightMap } from '../../weights/weight-map.ts';
import type { Backbone } from '../describe-backbone.ts';
import { type EncoderConfigFile, readEncoderConfig } from './encoder-config.ts';
import { encoderGraph } from './encoder-graph.ts';
import { fitEncoderWeights } from './fit-encoder-weights.ts';

/** Settings of {@link describeEncoder}. */
export interface DescribeEncoderOptions {
  /**
   * Name for messages and files.
   * @default the config's `_name_or_path`, else its `model_type`
   */
  readonly name?: string | undefined;
  /**
   * `preprocessor_config.json`, of which `do_normalize` and `sampling_rate` count.
   * @default `{ do_normalize: true, sampling_rate: 16000 }`, as transformers' feature extractor
   */
  readonly preprocessor?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Describes a speech encoder, wav2vec 2.0, HuBERT, WavLM or data2vec-audio, base or large, by Hugging Face's `config.json`
 * and weights: layers as data, compiled by the ONNX engine, numbers as transformers 5.18 computes them.
 *
 * Its features are the mean over time of the last hidden state; `extractEmbeddings` with `layers: 'all'` gives that of every
 * layer. A config with `ForSequenceClassification` keeps the classifier too: see `classifyClips`.
 *
 * @param config - The parsed `config.json`.
 * @param weights - From `readSafetensors` or `readTorchWeights`, under the names that transformers saves.
 * @throws ModelsError `invalid-option`, naming the key, for an architecture or variant that is not described;
 * `invalid-weights`, naming tensors, where the weights do not fit the config.
 */
export function describeEncoder(
  config: EncoderConfigFile,
  weights: WeightMap,
  options: DescribeEncoderOptions = {},
): Backbone {
  const read = readEncoderConfig(config);
  const { name = String(config._name_or_path || config.model_type), preprocessor = {} } = options;
  const graph = encoderGraph(name, read);
  const shortest = read.convolutions.reduceRight((samples, { kernel, stride }) => (samples - 1) * stride + kernel, 1);
  return {
    name,
    input: 'waveform',
    graph,
    weights: fitEncoderWeights(graph, read, weights),
    inputShape: [-1],
    outputShape: [read.hiddenSize],
    outputDim: read.hiddenSize,
    taps: graph.outputs.slice(1),
    waveform: {
      sampleRate: Number(preprocessor.sampling_rate ?? 16_000),
      isNormalized: Boolean(preprocessor.do_normalize ?? true),
      minSamples: shortest,
      layers: read.layers + 1,
    },
    ...(read.head && { labels: read.head.labels }),
  };
}
