// Errors
export { DspError, type DspErrorCode } from './errors.ts';

// Audio in and out
export { type FixLengthOptions, fixLength } from './fix-length.ts';
export { type NormalizePeakOptions, normalizePeak } from './levels/normalize-peak.ts';
export { type NormalizeRmsOptions, normalizeRms } from './levels/normalize-rms.ts';
export { type LoadAudioOptions, loadAudio, type MonoAudio } from './load-audio.ts';
export { type ResampleOptions, resample } from './resample/resample.ts';
export type { Signal } from './signal.ts';
export { toMono } from './to-mono.ts';
export { type Audio, type DecodeWavOptions, decodeWav } from './wav/decode-wav.ts';
export { type EncodeWavOptions, encodeWav } from './wav/encode-wav.ts';

// Features

// Augmentation, noise reduction, images
