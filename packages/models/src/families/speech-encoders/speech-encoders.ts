import { normalizeWaveform } from '../../embeddings/normalize-waveform.ts';
import type { WaveformFamily } from '../waveform-family.ts';
import { architectures } from './architectures.ts';
import { describeEncoder } from './describe-encoder.ts';

/** wav2vec 2.0, HuBERT, WavLM and data2vec-audio, as transformers saves them. */
export const speechEncoders: WaveformFamily = {
  family: 'speech-encoders',
  input: 'waveform',
  networks: architectures.map(({ modelType }) => modelType),
  weightFiles: [
    'model.safetensors',
    'model.safetensors.index.json',
    'pytorch_model.bin',
    'pytorch_model.bin.index.json',
  ],
  describe: describeEncoder,
  preprocess: normalizeWaveform,
  blockOf: (layer) => /^(encoder\.layers\.\d+|feature_extractor|feature_projection|encoder)\b/.exec(layer)?.[1],
};
