// Backbones, weights, ONNX

export type { DownloadProgress } from './fetch-imagenet-weights.ts';
export type { FetchImageNetWeightsOptions } from './fetch-imagenet-weights.ts';
export { fetchImageNetWeights } from './fetch-imagenet-weights.ts';
export { IMAGENET_FILES } from './imagenet-files.ts';

export type { OpenOnnxOptions } from './open-onnx.ts';
export { openOnnx } from './open-onnx.ts';
export type { OpenPretrainedOptions } from './open-pretrained.ts';
export { openPretrained } from './open-pretrained.ts';

// Back ends, heads, training, storage

export { checkpointFile } from './checkpoint-file.ts';
export { jsonLinesWriter } from './json-lines-writer.ts';
export { loadClassifier } from './load-classifier.ts';
export { saveClassifier } from './save-classifier.ts';
export type { TensorBoardWriterOptions } from './tensor-board-writer.ts';
export { tensorBoardWriter } from './tensor-board-writer.ts';
