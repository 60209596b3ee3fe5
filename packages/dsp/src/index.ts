// Errors

export { DspError, type DspErrorCode } from './errors.ts';

// Audio in and out

export { audioCodecs } from './codecs/audio-codecs.ts';
export type { AudioInput } from './codecs/byte-source.ts';
export type { ByteSource, Codec, DecodeHook, OpenAudio, ReadRange } from './codecs/codec.ts';
export { type OpenAudioOptions, openAudio } from './codecs/open-audio.ts';
export type { Decoded, StreamDecoder, StreamFormat } from './codecs/stream-audio.ts';
export { streamAudio } from './codecs/stream-audio.ts';
export { type AudioDataDecoder, webAudioDecoder } from './codecs/web-audio-decoder.ts';
export { type DecodeAudioOptions, decodeAudio } from './decode-audio.ts';

export { deemphasis } from './emphasis/deemphasis.ts';
export { type EmphasisOptions, preemphasis } from './emphasis/preemphasis.ts';
export { Matrix, type MatrixLayout } from './matrix.ts';
export { type FixLengthOptions, fixLength } from './fix-length.ts';
export { type NormalizePeakOptions, normalizePeak } from './levels/normalize-peak.ts';
export { type NormalizeRmsOptions, normalizeRms } from './levels/normalize-rms.ts';
export { type LoadAudioOptions, loadAudio } from './load-audio.ts';
export { type LoadWavOptions, loadWav, type MonoAudio } from './load-wav.ts';
export { type ResampleOptions, resample } from './resample/resample.ts';
export type { EncodedBytes, OwnedFloat32, OwnedFloat64, OwnedSignal, Signal } from './signal.ts';
export type { Interval, SilenceOptions } from './silence/non-silent-frames.ts';
export { split } from './silence/split.ts';
export { type Trimmed, type TrimmedChannels, trimSilence } from './silence/trim-silence.ts';
export { type RefineSpeechOptions, refineSpeech } from './speech/refine-speech.ts';
export { segmentSpeech } from './speech/segment-speech.ts';
export type { SegmentSpeechOptions } from './speech/segment-speech-options.ts';
export {
  createSpeechSegmenter,
  type SpeechSegmenter,
  type SpeechSegmenterOptions,
} from './speech/speech-segmenter.ts';
export type { StridedArray } from './strided-array.ts';
export { toMono } from './to-mono.ts';
export { type Audio, decodeWav } from './wav/decode-wav.ts';
export type { DecodeWavOptions } from './wav/decode-wav-options.ts';
export { type EncodeWavOptions, encodeWav } from './wav/encode-wav.ts';
export type { Pcm } from './wav/pcm.ts';
export type { PcmEncoding, PcmFormat } from './wav/format.ts';

// Features

export {
  type ChromaFilterBankOptions,
  type ChromaFilterOptions,
  chromaFilterBank,
} from './chroma/chroma-filter-bank.ts';
export { type ChromaStftOptions, chromaStft } from './chroma/chroma-stft.ts';
export {
  type EstimateTuningOptions,
  estimateTuning,
  type PitchTuningOptions,
  pitchTuning,
} from './chroma/estimate-tuning.ts';
export { hzToOcts, type OctaveOptions, octsToHz } from './chroma/octaves.ts';
export { type PiptrackOptions, piptrack } from './chroma/piptrack.ts';
export { type ChromaCqtOptions, chromaCqt } from './constant-q/chroma-cqt.ts';
export { type CqtOptions, cqt } from './constant-q/cqt.ts';
export { amplitudeToDb } from './decibel/amplitude-to-db.ts';
export { dbToAmplitude } from './decibel/db-to-amplitude.ts';
export { dbToPower, type FromDecibelOptions } from './decibel/db-to-power.ts';
export { type DecibelOptions, powerToDb } from './decibel/power-to-db.ts';
export type { Values } from './decibel/values.ts';
export { type DeltaMode, type DeltaOptions, delta } from './features/delta.ts';
export {
  type ExtractFeaturesOptions,
  extractFeatures,
  type FeatureRequest,
  type FeatureRequests,
  type SharedOptions,
} from './features/extract-features.ts';
export { type RmsOptions, rms } from './features/rms.ts';
export { type SpectralBandwidthOptions, spectralBandwidth } from './features/spectral-bandwidth.ts';
export { spectralCentroid } from './features/spectral-centroid.ts';
export { type SpectralContrastOptions, spectralContrast } from './features/spectral-contrast.ts';
export { type SpectralFlatnessOptions, spectralFlatness } from './features/spectral-flatness.ts';
export type { FrequencyOptions, SpectralOptions } from './features/spectral-input.ts';
export { type SpectralRolloffOptions, spectralRolloff } from './features/spectral-rolloff.ts';
export { type ZeroCrossingRateOptions, zeroCrossingRate } from './features/zero-crossing-rate.ts';
export { type ComplexVector, irfft, rfft } from './fft/rfft.ts';
export {
  type VoiceFunctionals,
  type VoiceFunctionalsOptions,
  voiceFunctionals,
} from './functionals/voice-functionals.ts';
export { type DctNorm, type DctOptions, dct } from './mel/dct.ts';
export {
  type FftFrequenciesOptions,
  fftFrequencies,
  type MelFrequenciesOptions,
  melFrequencies,
} from './mel/frequencies.ts';
export {
  type EmptyFiltersWarning,
  type MelFilterBankOptions,
  type MelFilterOptions,
  melFilterBank,
} from './mel/mel-filter-bank.ts';
export { hzToMel, type MelScaleOptions, melToHz } from './mel/mel-scale.ts';
export { type MelSpectrogramOptions, melSpectrogram } from './mel/mel-spectrogram.ts';
export { type CepstrumOptions, type MfccOptions, mfcc } from './mel/mfcc.ts';
export { type NormalizeOptions, normalize } from './normalize.ts';
export {
  type HarmonicPercussive,
  type HpssOptions,
  harmonic,
  hpss,
  percussive,
} from './decompose/hpss.ts';
export type { HpssMaskOptions } from './decompose/soft-masks.ts';
export { type FrameSignalOptions, frame } from './features/frame.ts';
export { type PcenOptions, pcen } from './features/pcen.ts';
export { type StackMemoryOptions, stackMemory } from './features/stack-memory.ts';
export { tonnetz } from './chroma/tonnetz.ts';
export { type IdctOptions, idct } from './mel/idct.ts';
export { onsetBacktrack } from './onset/onset-backtrack.ts';
export { type OnsetDetectOptions, onsetDetect } from './onset/onset-detect.ts';
export type { OnsetEnvelope, OnsetFrameOptions } from './onset/onset-envelope.ts';
export { type OnsetStrengthOptions, onsetStrength } from './onset/onset-strength.ts';
export { type PeakPickOptions, peakPick } from './onset/peak-pick.ts';
export { type TempoOptions, tempo } from './rhythm/tempo.ts';
export { type TempogramOptions, tempogram } from './rhythm/tempogram.ts';
export { type GriffinLimOptions, griffinLim } from './stft/griffin-lim.ts';
export type { PitchOptions } from './pitch/difference-function.ts';
export { type PitchTrack, type PyinOptions, pyin } from './pitch/pyin.ts';
export {
  createStream,
  type FeatureStream,
  type FrameFeature,
  type StreamOptions,
} from './stream/create-stream.ts';
export { type FrameTimeOptions, framesToTime, timesLike } from './time/frames-to-time.ts';
export { type YinOptions, yin } from './pitch/yin.ts';
export { type FormantOptions, type Formants, formants } from './voice/formants.ts';
export { type GlottalPulsesOptions, glottalPulses } from './voice/glottal-pulses.ts';
export {
  type HarmonicsToNoise,
  type HarmonicsToNoiseOptions,
  harmonicsToNoise,
} from './voice/harmonics-to-noise.ts';
export { jitter, type PeriodOptions } from './voice/jitter.ts';
export { type LpcOptions, lpc } from './voice/lpc.ts';
export { type ShimmerOptions, shimmer } from './voice/shimmer.ts';
export { type IstftOptions, istft } from './stft/istft.ts';
export type { FrameOptions, PadMode, StftOptions } from './stft/options.ts';
export { type SpectrogramOptions, spectrogram } from './stft/spectrogram.ts';
export { stft } from './stft/stft.ts';
export { getWindow, type WindowName, type WindowOptions, type WindowSpec } from './stft/window.ts';
export type { ComplexSpectrogram, ComplexSpectrogramLike } from './types.ts';

// Augmentation, noise reduction, images
export { type AddBackgroundNoiseOptions, addBackgroundNoise } from './augment/add-background-noise.ts';
export { type AddGaussianNoiseOptions, addGaussianNoise, type NoiseReference } from './augment/add-gaussian-noise.ts';
export { applyImpulseResponse, type ImpulseResponseOptions } from './augment/apply-impulse-response.ts';
export { type ClipOptions, clip } from './augment/clip.ts';
export {
  type ExponentialImpulseResponseOptions,
  exponentialImpulseResponse,
} from './augment/exponential-impulse-response.ts';
export { type BandPassOptions, bandPass } from './augment/filters/band-pass.ts';
export { type EqualizeOptions, type EqualizerBand, equalize } from './augment/filters/equalize.ts';
export { highPass } from './augment/filters/high-pass.ts';
export { type CutoffOptions, lowPass } from './augment/filters/low-pass.ts';
export { type GainOptions, gain } from './augment/gain.ts';
export { invertPolarity } from './augment/invert-polarity.ts';
export { type PhaseVocoderOptions, phaseVocoder } from './augment/phase-vocoder.ts';
export { type PitchShiftOptions, pitchShift } from './augment/pitch-shift.ts';
export { type ShiftOptions, shift } from './augment/shift.ts';
export { type MaskFill, type SpecAugmented, type SpecAugmentOptions, specAugment } from './augment/spec-augment.ts';
export {
  type Mask,
  type SpecAugmentMasks,
  type SpecAugmentPolicy,
  specAugmentPolicies,
} from './augment/spec-augment-masks.ts';
export { type TimeMaskOptions, timeMask } from './augment/time-mask.ts';
export { type TimeStretchOptions, timeStretch } from './augment/time-stretch.ts';
export { type ComposeOptions, compose } from './augment/transforms/compose.ts';
export type { SoundLibrary } from './augment/transforms/library.ts';
export { type OneOfOptions, oneOf } from './augment/transforms/one-of.ts';
export {
  type RandomBackgroundNoiseOptions,
  randomBackgroundNoise,
} from './augment/transforms/random-background-noise.ts';
export { type RandomBandPassOptions, randomBandPass } from './augment/transforms/random-band-pass.ts';
export { type RandomClippingOptions, randomClipping } from './augment/transforms/random-clipping.ts';
export { type RandomGainOptions, randomGain } from './augment/transforms/random-gain.ts';
export { type RandomGaussianNoiseOptions, randomGaussianNoise } from './augment/transforms/random-gaussian-noise.ts';
export { type RandomGaussianSnrOptions, randomGaussianSnr } from './augment/transforms/random-gaussian-snr.ts';
export { type RandomHighPassOptions, randomHighPass } from './augment/transforms/random-high-pass.ts';
export {
  type RandomImpulseResponseOptions,
  randomImpulseResponse,
} from './augment/transforms/random-impulse-response.ts';
export { type RandomLowPassOptions, randomLowPass } from './augment/transforms/random-low-pass.ts';
export { type RandomPeakOptions, randomPeak } from './augment/transforms/random-peak.ts';
export { type RandomPitchShiftOptions, randomPitchShift } from './augment/transforms/random-pitch-shift.ts';
export { randomPolarityInversion } from './augment/transforms/random-polarity-inversion.ts';
export { type RandomShiftOptions, randomShift } from './augment/transforms/random-shift.ts';
export { type RandomTimeMaskOptions, randomTimeMask } from './augment/transforms/random-time-mask.ts';
export { type RandomTimeStretchOptions, randomTimeStretch } from './augment/transforms/random-time-stretch.ts';
export type { RollOffOptions } from './augment/transforms/roll-off.ts';
export { type SomeOfOptions, someOf } from './augment/transforms/some-of.ts';
export {
  type AppliedTransform,
  type AugmentContext,
  type Augmented,
  defineTransform,
  type Json,
  type JsonObject,
  type ProbabilityOption,
  type ReplayContext,
  type Transform,
  type TransformDefinition,
  type TransformJson,
} from './augment/transforms/transform.ts';
export { type TransformSounds, transformFromJson } from './augment/transforms/transform-from-json.ts';
export type {
  AdaptiveGatingOptions,
  BeroutiOptions,
  BollOptions,
  GateSmoothing,
  NoiseReductionOptions,
  NoiseSource,
  ReduceNoiseOptions,
  StationaryGatingOptions,
} from './denoise/options.ts';
export { noiseReductionMask, reduceNoise } from './denoise/reduce-noise.ts';
export { type ColormapName, type ColormapOptions, colormap } from './image/colormap.ts';
export { encodePng } from './image/encode-png.ts';
export type { Scaling } from './image/scaling.ts';
export { type Image, type ToImageOptions, toImage } from './image/to-image.ts';
export { createNormal } from './normal.ts';
export { createRandom, deriveSeed, type Random, type RandomSource } from './random.ts';
