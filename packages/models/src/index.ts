// Errors

export type { ModelsErrorCode } from './errors.ts';
export { ModelsError } from './errors.ts';

// Backbones, weights, ONNX

export { backboneFingerprint } from './backbones/backbone-fingerprint.ts';
export type { BackboneGraphOptions, BackboneName, Pooling } from './backbones/backbone-graph.ts';
export { backboneGraph, backboneNames } from './backbones/backbone-graph.ts';
export type { Backbone, BackboneOptions } from './backbones/describe-backbone.ts';
export { describeBackbone } from './backbones/describe-backbone.ts';
export type {
  Activation,
  ActivationLayer,
  AddLayer,
  BatchNormalizationLayer,
  Conv2dLayer,
  DenseLayer,
  GlobalPoolingLayer,
  Graph,
  IdentityLayer,
  InputLayer,
  Layer,
  MaxPoolingLayer,
  NormalizationLayer as GraphNormalizationLayer,
  ZeroPaddingLayer,
} from './backbones/graph.ts';
export { inferShapes } from './backbones/infer-shapes.ts';
export type { InputRangeWarning, PreprocessedImage, PreprocessInputOptions } from './backbones/preprocess-input.ts';
export { preprocessInput } from './backbones/preprocess-input.ts';
export type { ExtractEmbeddingsOptions } from './embeddings/extract-embeddings.ts';
export { extractEmbeddings, extractFeatures } from './embeddings/extract-embeddings.ts';
export type { ImageLike } from './embeddings/image.ts';
export type { OpenBackboneOptions } from './embeddings/open-backbone.ts';
export { openBackbone } from './embeddings/open-backbone.ts';
export type { BackboneSession, EngineName } from './embeddings/session.ts';
export type { CompileToOnnxOptions } from './onnx/compile-to-onnx.ts';
export { compileToOnnx } from './onnx/compile-to-onnx.ts';
export type { BackboneWithHead, ExportOnnxOptions } from './onnx/export-onnx.ts';
export { exportOnnx } from './onnx/export-onnx.ts';
export type { OnnxRuntime, OnnxSession, OnnxTensor } from './onnx/runtime.ts';
export { compileToTfjs } from './tfjs/compile-to-tfjs.ts';
export { createBackbone } from './tfjs/create-backbone.ts';
export { FrozenBatchNormalization } from './tfjs/frozen-batch-normalization.ts';
export { fingerprintWeights } from './weights/fingerprint-weights.ts';
export { fitWeights } from './weights/fit-weights.ts';
export type { Initializer, InitializeWeightsOptions } from './weights/initialize-weights.ts';
export { initializeWeights } from './weights/initialize-weights.ts';
export { readKerasWeights } from './weights/read-keras-weights.ts';
export type { WeightMap, WeightTensor } from './weights/weight-map.ts';
export type { ParameterCount } from './weights/weight-specs.ts';
export { countParameters } from './weights/weight-specs.ts';

// Back ends, heads, training, storage

export type {
  BackendName,
  ImportPackage,
  RejectedBackend,
  SelectBackendOptions,
  SelectedBackend,
} from './backend/backend-types.ts';
export { enableWasmTraining } from './backend/enable-wasm-training.ts';
export { selectBackend } from './backend/select-backend.ts';
export type { ClassifierOptions } from './head/create-classifier.ts';
export { createClassifier } from './head/create-classifier.ts';
export type { HeadOptions } from './head/create-head.ts';
export { createHead } from './head/create-head.ts';
export type { FitNormalizationOptions, NormalizationStatistics } from './head/fit-normalization.ts';
export { fitNormalization } from './head/fit-normalization.ts';
export type { FreezeOption } from './head/freeze-layers.ts';
export { freezeLayers } from './head/freeze-layers.ts';
export { NormalizationLayer } from './head/normalization-layer.ts';
export { registerLayers } from './head/register-layers.ts';
export { SeededDropout } from './head/seeded-dropout.ts';
export { recordTraining } from './record/record-training.ts';
export type { ScalarSink } from './record/scalar-sink.ts';
export type {
  BackboneReference,
  Classifier,
  ClassifierFiles,
  ClassifierToSave,
  Json,
  ModelCard,
} from './storage/classifier.ts';
export { packClassifier } from './storage/pack-classifier.ts';
export { unpackClassifier } from './storage/unpack-classifier.ts';
export { balancedClassWeights } from './training/balanced-class-weights.ts';
export type { CheckpointStore } from './training/checkpoint.ts';
export { memoryCheckpoint } from './training/checkpoint.ts';
export type { ConstantSchedule, CosineSchedule, LearningRate, StepSchedule } from './training/learning-rate.ts';
export { learningRateAt } from './training/learning-rate.ts';
export type { BatchNormMode } from './training/model-runner.ts';
export type { OptimizerOptions } from './training/optimizer.ts';
export type { PredictOptions } from './training/predict.ts';
export { predict } from './training/predict.ts';
export { train } from './training/train.ts';
export type {
  EarlyStoppingOptions,
  EpochLogs,
  History,
  LabeledSamples,
  Metric,
  MetricInput,
  ReduceOnPlateauOptions,
  SampleSource,
  Samples,
  StopReason,
  TrainingEvent,
  TrainingResult,
  TrainOptions,
} from './training/training-types.ts';
