import { checkCall, type OptionNames } from '../check-call.ts';
import { type ChromaStftOptions, chromaStft } from '../chroma/chroma-stft.ts';
import { type DecibelOptions, powerToDb } from '../decibel/power-to-db.ts';
import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { type MelSpectrogramOptions, melSpectrogramOf, melSpectrogramsOf } from '../mel/mel-spectrogram.ts';
import { type MfccOptions, mfcc } from '../mel/mfcc.ts';
import { isFloat32, type Signal } from '../signal.ts';
import { stftNames } from '../stft/option-names.ts';
import type { StftOptions } from '../stft/options.ts';
import { spectrogram } from '../stft/spectrogram.ts';
import { type RmsOptions, rms } from './rms.ts';
import { type SpectralBandwidthOptions, spectralBandwidth } from './spectral-bandwidth.ts';
import { spectralCentroid } from './spectral-centroid.ts';
import { type SpectralContrastOptions, spectralContrast } from './spectral-contrast.ts';
import { type SpectralFlatnessOptions, spectralFlatness } from './spectral-flatness.ts';
import type { FrequencyOptions } from './spectral-input.ts';
import { type SpectralRolloffOptions, spectralRolloff } from './spectral-rolloff.ts';
import { type ZeroCrossingRateOptions, zeroCrossingRate } from './zero-crossing-rate.ts';

/** What every requested feature has in common. */
export interface SharedOptions extends StftOptions {
  /**
   * Samples per second.
   * @default 22050
   */
  sampleRate?: number | undefined;
  /**
   * Samples from one frame to the next, an integer ≥ 1.
   * @default 512
   */
  hopLength?: number | undefined;
}

/** Options of one feature without the shared ones, or `true` for its defaults. */
export type FeatureRequest<Options> = true | Omit<Options, keyof SharedOptions | 'power' | 'frameLength'>;

/** The features that {@link extractFeatures} knows, each with its own options. */
export interface FeatureRequests {
  /** `[1 + floor(nFft / 2), frames]`: |X|², the one spectrogram behind the others. */
  powerSpectrogram?: true;
  /** `[nMels, frames]`: {@link melSpectrogram} of power. */
  melSpectrogram?: FeatureRequest<MelSpectrogramOptions>;
  /** `[nMels, frames]`: {@link powerToDb} of that. */
  logMelSpectrogram?: true | (Omit<MelSpectrogramOptions, keyof SharedOptions | 'power'> & DecibelOptions);
  /** `[nMfcc, frames]`: {@link mfcc}. */
  mfcc?: FeatureRequest<MfccOptions>;
  /** `[nChroma, frames]`: {@link chromaStft}. */
  chromaStft?: FeatureRequest<ChromaStftOptions>;
  /** `[1, frames]`: {@link spectralCentroid}. */
  spectralCentroid?: FeatureRequest<FrequencyOptions>;
  /** `[1, frames]`: {@link spectralBandwidth}. */
  spectralBandwidth?: FeatureRequest<SpectralBandwidthOptions>;
  /** `[nBands + 1, frames]`: {@link spectralContrast}. */
  spectralContrast?: FeatureRequest<SpectralContrastOptions>;
  /** `[1, frames]`: {@link spectralFlatness} of power. */
  spectralFlatness?: FeatureRequest<SpectralFlatnessOptions>;
  /** `[1, frames]`: {@link spectralRolloff}. */
  spectralRolloff?: FeatureRequest<SpectralRolloffOptions>;
  /** `[1, frames]`: {@link rms} of the samples in frames of nFft. */
  rms?: FeatureRequest<RmsOptions>;
  /** `[1, frames]`: {@link zeroCrossingRate} of the samples in frames of nFft. */
  zeroCrossingRate?: FeatureRequest<ZeroCrossingRateOptions>;
}

/** Options of {@link extractFeatures}. */
export interface ExtractFeaturesOptions<R extends FeatureRequests = FeatureRequests> extends SharedOptions {
  /** Which features, each with `true` or its own options. */
  features: R;
}

/** What the extractors read; spectrograms are computed when first asked for. */
interface Source<T extends Signal> {
  readonly samples: T;
  readonly shared: SharedOptions;
  readonly frame: { frameLength: number; hopLength: number; center: boolean };
  power(): Matrix<T>;
  magnitude(): Matrix<T>;
  /** The mel spectrogram of a request. */
  mel(name: MelName, own: object): Matrix<T>;
}

/** Features that need mel bands of the power spectrogram, and nothing else of it. */
const melNames = ['melSpectrogram', 'logMelSpectrogram', 'mfcc'] as const;
type MelName = (typeof melNames)[number];

/** The filters of a request: `norm` of an MFCC is that of its cosine transform. */
const filtersOf = (name: MelName, own: MfccOptions & MelSpectrogramOptions): MelSpectrogramOptions =>
  name === 'mfcc' ? { ...own, norm: own.melNorm } : own;

const ownOptions = (request: unknown): object => (typeof request === 'object' && request !== null ? request : {});

type Extractor = <T extends Signal>(source: Source<T>, own: object) => Matrix<T>;

const extractors: Record<keyof FeatureRequests, Extractor> = {
  powerSpectrogram: ({ power }) => power(),
  melSpectrogram: ({ mel }, own) => mel('melSpectrogram', own),
  logMelSpectrogram: ({ mel }, own) => {
    const { ref, amin, topDb } = own as DecibelOptions;
    return powerToDb(mel('logMelSpectrogram', own), { ref, amin, topDb });
  },
  mfcc: ({ mel }, own) => mfcc(powerToDb(mel('mfcc', own)), own),
  chromaStft: ({ power, shared }, own) => chromaStft(power(), { ...shared, ...own }),
  spectralCentroid: ({ magnitude, shared }, own) => spectralCentroid(magnitude(), { ...shared, ...own }),
  spectralBandwidth: ({ magnitude, shared }, own) => spectralBandwidth(magnitude(), { ...shared, ...own }),
  // Of float32 samples it has a transform of its own, in float64.
  spectralContrast: ({ samples, magnitude, shared }, own) =>
    spectralContrast(isFloat32(samples) ? samples : magnitude(), { ...shared, ...own }),
  spectralFlatness: ({ magnitude, shared }, own) => spectralFlatness(magnitude(), { ...shared, ...own }),
  spectralRolloff: ({ magnitude, shared }, own) => spectralRolloff(magnitude(), { ...shared, ...own }),
  rms: ({ samples, frame, shared }, own) => rms(samples, { padMode: shared.padMode, ...frame, ...own }),
  zeroCrossingRate: ({ samples, frame }, own) => zeroCrossingRate(samples, { ...frame, ...own }),
};

const optionNames: OptionNames<ExtractFeaturesOptions> = { ...stftNames, features: true, sampleRate: true };

/**
 * Several features of one signal from one short-time Fourier transform.
 *
 * Every feature equals what its own function gives for the samples and the same options.
 *
 * @returns The requested features by name; all have the same number of frames.
 * @throws DspError `invalid-option` (an unknown feature, or an option of one), `invalid-signal`, `non-finite`.
 */
export function extractFeatures<T extends Signal, R extends FeatureRequests>(
  samples: T,
  options: ExtractFeaturesOptions<R>,
): { [Name in keyof R]: Matrix<T> } {
  checkCall('extractFeatures', 'signal', samples, options, optionNames);
  const { features, ...shared } = options;
  let power: Matrix<T> | undefined;
  let magnitude: Matrix<T> | undefined;
  const source: Source<T> = {
    mel: (name, own) => melSpectrogramOf(source.power(), { ...shared, ...filtersOf(name, own) }),
    samples,
    shared,
    frame: { frameLength: shared.nFft ?? 2048, hopLength: shared.hopLength ?? 512, center: shared.center ?? true },
    power: () => {
      power ??= spectrogram(samples, { ...shared, power: 2 });
      return power;
    },
    magnitude: () => {
      if (!magnitude) {
        const { data, shape } = source.power();
        magnitude = asMatrix(data.map(Math.sqrt) as T, shape[0], shape[1]);
      }
      return magnitude;
    },
  };
  // Where mel bands are all that is asked of the transform, its spectrogram is never stored.
  const names = Object.keys(features) as (keyof FeatureRequests)[];
  const wanted = names.filter((name) => features[name]);
  const mels = melNames.filter((name) => wanted.includes(name));
  if (mels.length > 0 && wanted.every((name) => [...mels, 'rms', 'zeroCrossingRate'].includes(name))) {
    const filters = mels.map((name) => filtersOf(name, ownOptions(features[name])));
    const matrices = melSpectrogramsOf(samples, shared, filters);
    source.mel = (name) => matrices[mels.indexOf(name)]!;
  }

  const results: Partial<Record<keyof R, Matrix<T>>> = {};
  for (const name of wanted) {
    const extract = Object.hasOwn(extractors, name) ? extractors[name] : undefined;
    if (!extract) {
      throw new DspError(
        'invalid-option',
        `features knows ${Object.keys(extractors).join(', ')}. Received ${String(name)}.`,
      );
    }
    results[name] = extract(source, ownOptions(features[name]));
  }
  return results as { [Name in keyof R]: Matrix<T> };
}
