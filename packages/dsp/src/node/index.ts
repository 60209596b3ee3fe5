// Audio in and out
export { type LoadAudioFileOptions, loadAudioFile } from './load-audio-file.ts';

// Features

// Augmentation, noise reduction, images
export { writePng } from './write-png.ts';
