// Errors

// Backbones, weights, ONNX
export { backboneFingerprint } from './backbones/backbone-fingerprint.ts';
export type { BackboneGraphOptions, BackboneName, Pooling } from './backbones/backbone-graph.ts';
export { backboneGraph, backboneNames } from './backbones/backbone-graph.ts';
export type { Backbone, BackboneOptions } from './backbones/describe-backbone.ts';
export { describeBackbone } from './backbones/describe-backbone.ts';
export type { Graph, Layer } from './backbones/graph.ts';
export { inferShapes } from './backbones/infer-shapes.ts';
export type { InputRangeWarning, PreprocessedImage, PreprocessInputOptions } from './backbones/preprocess-input.ts';
export { preprocessInput } from './backbones/preprocess-input.ts';
export type { ExtractEmbeddingsOptions } from './embeddings/extract-embeddings.ts';
export { extractEmbeddings, extractFeatures } from './embeddings/extract-embeddings.ts';
export type { ImageLike } from './embeddings/image.ts';
export type { OpenBackboneOptions } from './embeddings/open-backbone.ts';
export { openBackbone } from './embeddings/open-backbone.ts';
export type { BackboneSession, EngineName } from './embeddings/session.ts';
export type { ModelsErrorCode } from './errors.ts';
export { ModelsError } from './errors.ts';
export type { CompileToOnnxOptions } from './onnx/compile-to-onnx.ts';
export { compileToOnnx } from './onnx/compile-to-onnx.ts';
export type { OnnxRuntime, OnnxSession, OnnxTensor } from './onnx/runtime.ts';
export { compileToTfjs } from './tfjs/compile-to-tfjs.ts';
export { createBackbone } from './tfjs/create-backbone.ts';
export { FrozenBatchNormalization } from './tfjs/frozen-batch-normalization.ts';
export { fingerprintWeights } from './weights/fingerprint-weights.ts';
export { fitWeights } from './weights/fit-weights.ts';
export type { Initializer, InitializeWeightsOptions } from './weights/initialize-weights.ts';
export { initializeWeights } from './weights/initialize-weights.ts';
export type { WeightMap, WeightTensor } from './weights/weight-map.ts';
export type { ParameterCount } from './weights/weight-specs.ts';
export { countParameters } from './weights/weight-specs.ts';

// Back ends, heads, training, storage
