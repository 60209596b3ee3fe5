// Errors
export { DspError, type DspErrorCode } from './errors.ts';

// Audio in and out
export { type FixLengthOptions, fixLength } from './fix-length.ts';
export { type NormalizePeakOptions, normalizePeak } from './levels/normalize-peak.ts';
export { type NormalizeRmsOptions, normalizeRms } from './levels/normalize-rms.ts';
export { type LoadAudioOptions, loadAudio, type MonoAudio } from './load-audio.ts';
export { type ResampleOptions, resample } from './resample/resample.ts';
export type { Signal } from './signal.ts';
// Features
export { type IstftOptions, istft } from './stft/istft.ts';
export type { FrameOptions, PadMode, StftOptions } from './stft/options.ts';
export { stft } from './stft/stft.ts';
export { getWindow, type WindowName, type WindowOptions, type WindowSpec } from './stft/window.ts';
export { toMono } from './to-mono.ts';
export type { ComplexSpectrogram, Matrix } from './types.ts';
export { type Audio, type DecodeWavOptions, decodeWav } from './wav/decode-wav.ts';
export { type EncodeWavOptions, encodeWav } from './wav/encode-wav.ts';

// Augmentation, noise reduction, images
