/** What sets one architecture apart; a row of {@link architectures}. */
export interface EncoderArchitecture {
  /** `model_type` in `config.json`. */
  readonly modelType: string;
  /** What stands before the names of the encoder's tensors in a model with a head. */
  readonly prefix: string;
  /** Normalization of the convolutions, where it is not a matter of the config. */
  readonly convolutionNorm: 'layer' | undefined;
  /** Whether large models of it normalize before each layer (`do_stable_layer_norm`). */
  readonly hasPreNorm: boolean;
  /** Whether layer 0 has an embedding of relative positions, which every layer gates. */
  readonly hasRelativePositions: boolean;
  /**
   * Convolutions that give positions: one with weight norm, or several with a layer norm without weights; the keys of the
   * config that hold their kernel size and number.
   */
  readonly positions: {
    readonly isStack: boolean;
    readonly kernelKey: string;
    readonly kernel: number;
    readonly countKey: string | undefined;
  };
}

const oneConvolution = {
  isStack: false,
  kernelKey: 'num_conv_pos_embeddings',
  kernel: 128,
  countKey: undefined,
} as const;

/** The speech encoders that are described; another of their kind is a row. */
export const architectures: readonly EncoderArchitecture[] = [
  {
    modelType: 'wav2vec2',
    prefix: 'wav2vec2.',
    convolutionNorm: undefined,
    hasPreNorm: true,
    hasRelativePositions: false,
    positions: oneConvolution,
  },
  {
    modelType: 'hubert',
    prefix: 'hubert.',
    convolutionNorm: undefined,
    hasPreNorm: true,
    hasRelativePositions: false,
    positions: oneConvolution,
  },
  {
    modelType: 'wavlm',
    prefix: 'wavlm.',
    convolutionNorm: undefined,
    hasPreNorm: true,
    hasRelativePositions: true,
    positions: oneConvolution,
  },
  {
    modelType: 'data2vec-audio',
    prefix: 'data2vec_audio.',
    convolutionNorm: 'layer',
    hasPreNorm: false,
    hasRelativePositions: false,
    positions: {
      isStack: true,
      kernelKey: 'conv_pos_kernel_size',
      kernel: 19,
      countKey: 'num_conv_pos_embeddings',
    },
  },
];
