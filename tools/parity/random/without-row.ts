/** Why functions have no row in `pnpm parity:random`: a reason, and the functions that it is true of, by package. */
export const WITHOUT_ROW: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  dsp: {
    'computes nothing: a type, a seed, a file, a stream of bytes':
      'Matrix createNormal createRandom deriveSeed createStream defineTransform transformFromJson compose oneOf someOf encodePng encodeWav',
    'reads files, which the tables of docs/codecs.md compare with libsndfile and ffmpeg':
      'decodeAudio decodeWav loadAudio loadWav openAudio streamAudio webAudioDecoder',
    'draws several numbers in an order of its own, so that no reference draws the same; golden files hold what it does with what it drew':
      'addBackgroundNoise exponentialImpulseResponse randomBackgroundNoise randomBandPass randomClipping randomGain randomGaussianNoise randomGaussianSnr randomHighPass randomImpulseResponse randomLowPass randomPeak randomPitchShift randomPolarityInversion randomShift randomTimeMask randomTimeStretch specAugment timeMask',
    'filters by the formulas of a cookbook that no library of Python has; golden files hold all kinds': 'equalize',
    'of ours, without a library that decides the same; golden files come from the papers that they follow':
      'createSpeechSegmenter refineSpeech segmentSpeech noiseReductionMask reduceNoise voiceFunctionals',
  },
  metrics: {
    'resamples by a generator of ours; golden files hold the limits that are arithmetic':
      'compareModels confidenceInterval',
    'no installed library of Python has it; its test holds the arithmetic of its paper':
      'holmCorrection expectedCalibrationError reliabilityBins compareWithPublished poolFolds reportBy',
    'text or a plot, without numbers of its own':
      'toCsv toLatex toMarkdown classDistributionPlot confusionMatrixPlot differencesPlot groupScoresPlot learningCurvesPlot precisionRecallPlot reliabilityPlot rocPlot',
  },
  models: {
    'a layer, which heads and backbones use':
      'FrozenBatchNormalization LayerWeights NormalizationLayer SeededDropout registerLayers',
    'describes, names or counts, and computes no number':
      'backboneFingerprint backboneGraph countParameters familyOf fingerprintWeights fitWeights freezeLayers inferShapes layerWeights withAllLayers describeBackbone describeEncoder memoryCheckpoint recordTraining',
    'whole networks of hundreds of millions of numbers, held by golden files of Keras and transformers':
      'classifyClips compileToOnnx compileToTfjs createBackbone createClassifier exportOnnx extractEmbeddings extractFeatures openBackbone quantizeWeights',
    'reads or writes files, which golden files of Keras, torch and safetensors hold; `pnpm fuzz` draws broken ones':
      'packClassifier unpackClassifier readKerasWeights readLinearModel readSafetensors readTorchWeights',
    'chooses what computes': 'enableWasmTraining selectBackend tryOnnxDevice',
    'draws from a generator of ours': 'initializeWeights',
    'called inside of a row: the head of `predict`, the training of `train`, the scores of `trainLinear`':
      'createHead fit decisionFunction',
    'softmax of the scores of `trainLinear`; the temperature of an SVM is ours': 'predictProbabilities',
  },
  corpora: {
    'of ours, without a reference: its test holds the rules':
      'applyFolds assertNoLeaks countCorpus countLeaks findLeaks joinLeaks speakerFolds trainValidationTestSplit',
    'names and tables of files': 'isAudioFile mapLabel parseLabelMap readCorpusFrom',
  },
  ravdess: {
    'names and tables of files, held by the rules of the corpus':
      'catalog formatFilename formatSummary manifestFromCsv manifestFromJson manifestToCsv manifestToJson missingRecordings parseFilename parseFilenameLenient sexOf summarizeCorpus',
    'passes on what `@ser/corpora` has, or published folds':
      'actorFolds assertNoLeaks findLeaks trainValidationTestSplit',
  },
};
