// Audio in and out
export { type LoadAudioFileOptions, loadAudioFile } from './load-audio-file.ts';
export { findSilero, openSilero, type SileroVad } from './silero.ts';

// Features
export { extractFileFeatures, type FileFeatureOptions, type FileFeatures } from './extract-file-features.ts';

// Augmentation, noise reduction, images
export { writePng } from './write-png.ts';
