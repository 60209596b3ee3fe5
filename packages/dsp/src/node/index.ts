// Audio in and out
export { ffmpegCodec } from './ffmpeg-codec.ts';
export { type Ffmpeg, findFfmpeg } from './find-ffmpeg.ts';
export { type LoadAudioFileOptions, loadAudioFile } from './load-audio-file.ts';
export { fileCodecs, openAudioFile } from './open-audio-file.ts';
export { readWavInfo, type WavInfo } from './read-wav-info.ts';
export { findSilero, openSilero, type SileroStream, type SileroVad } from './silero.ts';

// Features
export { extractFileFeatures, type FileFeatures } from './extract-file-features.ts';
export type { FileFeatureOptions } from './file-feature-options.ts';

// Augmentation, noise reduction, images
export { writePng } from './write-png.ts';
