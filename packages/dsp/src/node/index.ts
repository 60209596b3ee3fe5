// Audio in and out
export { type LoadAudioFileOptions, loadAudioFile } from './load-audio-file.ts';

// Features

// Augmentation, noise reduction, images
