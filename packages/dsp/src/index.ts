// Errors
export { DspError, type DspErrorCode } from './errors.ts';

// Audio in and out

// Features

// Augmentation, noise reduction, images
