// Backbones, weights, ONNX

// Back ends, heads, training, storage
export { checkpointFile } from './checkpoint-file.ts';
export { loadClassifier } from './load-classifier.ts';
export { saveClassifier } from './save-classifier.ts';
