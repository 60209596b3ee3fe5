// Errors
export type { ModelsErrorCode } from './errors.ts';
export { ModelsError } from './errors.ts';

// Backbones, weights, ONNX

// Back ends, heads, training, storage
