// Errors

export type { ModelsErrorCode } from './errors.ts';
export type { OwnedFloat32, OwnedFloat64 } from './owned-arrays.ts';
export { ModelsError } from './errors.ts';

// Backbones, weights, ONNX

export { backboneFingerprint } from './families/backbone-fingerprint.ts';
export type { BackboneGraphOptions, Pooling } from './families/backbone-graph.ts';
export { backboneGraph } from './families/backbone-graph.ts';
export type { Family } from './families/families.ts';
export { families } from './families/families.ts';
export type { BackboneName } from './families/image-families.ts';
export { backboneNames, familyOf, imageFamilies } from './families/image-families.ts';
export type { ImageFamily, ImageNetwork, WeightFile } from './families/image-family.ts';
export type { Backbone, BackboneInfo, BackboneOptions, WaveformInput } from './families/describe-backbone.ts';
export { describeBackbone } from './families/describe-backbone.ts';
export type {
  Activation,
  ActivationLayer,
  AddLayer,
  AveragePoolingLayer,
  BatchNormalizationLayer,
  ConstantLayer,
  Conv2dLayer,
  DenseLayer,
  GlobalPoolingLayer,
  Graph,
  IdentityLayer,
  InputLayer,
  Layer,
  LayerWeightsLayer,
  MaxPoolingLayer,
  NormalizationLayer as GraphNormalizationLayer,
  OperationAttribute,
  OperationLayer,
  WeightLayer,
  ZeroPaddingLayer,
} from './graph/graph.ts';
export { inferShapes } from './graph/infer-shapes.ts';
export type { InputRangeWarning, PreprocessedImage, PreprocessInputOptions } from './families/preprocess-input.ts';
export { preprocessInput } from './families/preprocess-input.ts';
export type { DescribeEncoderOptions } from './families/speech-encoders/describe-encoder.ts';
export { describeEncoder } from './families/speech-encoders/describe-encoder.ts';
export type { WaveformFamily } from './families/waveform-family.ts';
export type { EncoderConfigFile } from './families/speech-encoders/encoder-config.ts';
export { quantizeWeights } from './families/speech-encoders/quantize-weights.ts';
export { withAllLayers } from './families/speech-encoders/with-all-layers.ts';
export type { ClassifyClipsOptions } from './embeddings/classify-clips.ts';
export { classifyClips } from './embeddings/classify-clips.ts';
export type { ClipLike } from './embeddings/clip.ts';
export type { EmbeddingLayers, ExtractEmbeddingsOptions } from './embeddings/extract-embeddings.ts';
export { extractEmbeddings, extractFeatures } from './embeddings/extract-embeddings.ts';
export type { ImageLike } from './embeddings/image.ts';
export type { OpenBackboneOptions } from './engines/open-backbone.ts';
export { openBackbone } from './engines/open-backbone.ts';
export type { BackboneSession, EngineName } from './engines/session.ts';
export type { CompileToOnnxOptions } from './engines/onnx/compile-to-onnx.ts';
export { compileToOnnx } from './engines/onnx/compile-to-onnx.ts';
export type { BackboneWithHead, ExportOnnxOptions } from './engines/onnx/export-onnx.ts';
export { exportOnnx } from './engines/onnx/export-onnx.ts';
export type { DeviceAttempt, OnnxDevice, TryOnnxDeviceOptions } from './engines/onnx/devices.ts';
export { onnxDeviceNames, tryOnnxDevice } from './engines/onnx/devices.ts';
export type { OnnxRuntime, OnnxSession, OnnxTensor } from './engines/onnx/runtime.ts';
export { compileToTfjs } from './engines/tfjs/compile-to-tfjs.ts';
export { createBackbone } from './engines/tfjs/create-backbone.ts';
export { FrozenBatchNormalization } from './engines/tfjs/frozen-batch-normalization.ts';
export { fingerprintWeights } from './weights/fingerprint-weights.ts';
export { type FitWeightsOptions, fitWeights } from './weights/fit-weights.ts';
export type { Initializer, InitializeWeightsOptions } from './weights/initialize-weights.ts';
export { initializeWeights } from './weights/initialize-weights.ts';
export { readSafetensors } from './weights/read-safetensors.ts';
export { readTorchWeights } from './weights/torch/read-torch-weights.ts';
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
} from './accelerators/backend-types.ts';
export { enableWasmTraining } from './accelerators/wasm/enable-wasm-training.ts';
export { selectBackend } from './accelerators/select-backend.ts';
export type { ClassifierOptions } from './heads/create-classifier.ts';
export { createClassifier } from './heads/create-classifier.ts';
export type { HeadOptions } from './heads/create-head.ts';
export { createHead } from './heads/create-head.ts';
export type { FitNormalizationOptions, NormalizationStatistics } from './heads/fit-normalization.ts';
export { fitNormalization } from './heads/fit-normalization.ts';
export type { FreezeOption } from './heads/freeze-layers.ts';
export { freezeLayers } from './heads/freeze-layers.ts';
export { LayerWeights, layerWeights } from './heads/layer-weights.ts';
export { NormalizationLayer } from './heads/normalization-layer.ts';
export { registerLayers } from './heads/register-layers.ts';
export type { Scores } from './linear/decision-function.ts';
export { decisionFunction } from './linear/decision-function.ts';
export type { LinearModel, LinearSvmModel, LogisticModel, RbfSvmModel, StandardScaler } from './linear/linear-model.ts';
export { readLinearModel } from './linear/linear-model.ts';
export { predictProbabilities } from './linear/predict-probabilities.ts';
export type { Rows } from './linear/rows.ts';
export type { TrainLinearOptions } from './linear/train-linear.ts';
export { trainLinear } from './linear/train-linear.ts';
export { SeededDropout } from './heads/seeded-dropout.ts';
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
export type { TrainedOn } from './storage/check-trained-on.ts';
export { packClassifier } from './storage/pack-classifier.ts';
export { unpackClassifier } from './storage/unpack-classifier.ts';
export { balancedClassWeights } from './training/balanced-class-weights.ts';
export type { CheckpointStore } from './training/checkpoint.ts';
export { memoryCheckpoint } from './training/checkpoint.ts';
export type { ConstantSchedule, CosineSchedule, LearningRate, StepSchedule } from './training/learning-rate.ts';
export { learningRateAt } from './training/learning-rate.ts';
export type { BatchNormMode } from './training/model-runner.ts';
export type { OptimizerOptions } from './training/check-optimizer.ts';
export type { FitOptions } from './training/fit.ts';
export { fit } from './training/fit.ts';
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
  SampleTable,
  StopReason,
  TrainingEvent,
  TrainingResult,
  TrainOptions,
} from './training/training-types.ts';
