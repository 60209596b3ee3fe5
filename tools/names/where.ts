/** Where a name of the Python libraries is here, as `package.name`, where it is not the same name in camelCase. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'librosa.load': 'dsp.loadAudio',
  'librosa.stream': 'dsp.openAudio',
  'librosa.get_duration': 'dsp/node.readWavInfo',
  'librosa.get_samplerate': 'dsp/node.readWavInfo',
  'librosa.effects.trim': 'dsp.trimSilence',
  'librosa.filters.mel': 'dsp.melFilterBank',
  'librosa.filters.chroma': 'dsp.chromaFilterBank',
  'librosa.zero_crossings': 'dsp.zeroCrossingRate',
  'librosa.magphase': 'dsp.stft',
  'librosa.util.softmask': 'dsp.hpss',
  'librosa.LibrosaError': 'dsp.DspError',
  'librosa.ParameterError': 'dsp.DspError',
  'sklearn.calibration.CalibratedClassifierCV': 'metrics/probability.fitTemperature',
  'sklearn.calibration.CalibrationDisplay': 'metrics/plots.reliabilityPlot',
  'sklearn.metrics.ConfusionMatrixDisplay': 'metrics/plots.confusionMatrixPlot',
  'sklearn.metrics.RocCurveDisplay': 'metrics/plots.rocPlot',
  'sklearn.metrics.PrecisionRecallDisplay': 'metrics/plots.precisionRecallPlot',
  'sklearn.metrics.det_curve': 'metrics/probability.rocCurve',
  'sklearn.model_selection.LearningCurveDisplay': 'metrics/plots.learningCurvesPlot',
  'sklearn.model_selection.PredefinedSplit': 'corpora.applyFolds',
  'sklearn.model_selection.StratifiedShuffleSplit': 'corpora.trainTestSplit',
  'sklearn.model_selection.LeaveOneOut': 'corpora.kFold',
  'sklearn.utils.class_weight.compute_class_weight': 'models.balancedClassWeights',
  'sklearn.linear_model.LogisticRegression': 'models.trainLinear',
  'sklearn.svm.SVC': 'models.trainLinear',
  'sklearn.preprocessing.StandardScaler': 'models.fitNormalization',
};

/** Why a name is not here: a reason, and the names that it is true of, `*` at the end of a beginning. */
export const NOT_HERE: Readonly<Record<string, string>> = {
  'Notes, scales, keys and tunings of music.':
    'librosa.A4_to_tuning librosa.tuning_to_A4 librosa.*_to_note librosa.note_to_* librosa.midi_to_* librosa.hz_to_midi librosa.*_to_svara* librosa.hz_to_fjs librosa.*_to_fjs librosa.key_to_* librosa.list_mela librosa.list_thaat librosa.mela_to_* librosa.thaat_to_* librosa.plimit_intervals librosa.pythagorean_intervals librosa.interval_frequencies',
  'Beats and meters of music; `onsetStrength` and `tempo` are here, which rhythm of speech is measured by.':
    'librosa.beat.beat_track librosa.beat.plp librosa.fourier_tempo_frequencies librosa.tempo_frequencies librosa.feature.fourier_tempogram librosa.feature.tempogram_ratio librosa.onset.onset_strength_multi librosa.util.match_* librosa.effects.remix',
  'Relatives of the constant-Q transform, made for notes; `cqt` and `chromaCqt` are here.':
    'librosa.cqt_frequencies librosa.vqt librosa.icqt librosa.hybrid_cqt librosa.pseudo_cqt librosa.griffinlim_cqt librosa.iirt librosa.filters.constant_q* librosa.filters.cq_to_chroma librosa.filters.wavelet* librosa.filters.semitone_filterbank librosa.filters.mr_frequencies librosa.feature.chroma_cens librosa.feature.chroma_vqt',
  'Weights of hearing for levels, which no front end here uses.':
    'librosa.A_weighting librosa.B_weighting librosa.C_weighting librosa.D_weighting librosa.Z_weighting librosa.frequency_weighting librosa.multi_frequency_weighting librosa.perceptual_weighting',
  'Harmonics and salience of music, and spectra of the second kind.':
    'librosa.f0_harmonics librosa.interp_harmonics librosa.salience librosa.reassigned_spectrogram librosa.fmt librosa.feature.poly_features librosa.decompose.decompose librosa.decompose.nn_filter librosa.filters.diagonal_filter librosa.filters.window_bandwidth librosa.filters.window_sumsquare',
  'One line of arithmetic: a sample is frame · hopLength, a second is sample / sampleRate; `framesToTime` and `timesLike` are here.':
    'librosa.*_to_samples librosa.*_to_frames librosa.blocks_to_time librosa.samples_to_time librosa.samples_like librosa.chirp librosa.clicks librosa.tone librosa.mu_compress librosa.mu_expand librosa.autocorrelate',
  'Helpers of NumPy arrays and of librosa itself.':
    'librosa.util.Deprecated librosa.util.abs2 librosa.util.axis_sort librosa.util.buf_to_float librosa.util.cite librosa.util.count_unique librosa.util.cyclic_gradient librosa.util.dtype_* librosa.util.ex* librosa.util.fill_off_diagonal librosa.util.find_files librosa.util.fix_frames librosa.util.index_to_slice librosa.util.is_* librosa.util.list_examples librosa.util.localm* librosa.util.nnls librosa.util.pad_center librosa.util.phasor librosa.util.rename_kw librosa.util.shear librosa.util.sparsify_rows librosa.util.stack librosa.util.sync librosa.util.tiny librosa.util.valid_* librosa.cite librosa.ex librosa.example librosa.get_fftlib librosa.set_fftlib librosa.show_versions',
  'Numbers in place of classes: `pearson` and `concordanceCorrelation` are here, which emotion by valence and arousal is scored by.':
    'sklearn.metrics.d2_* sklearn.metrics.explained_variance_score sklearn.metrics.max_error sklearn.metrics.mean_* sklearn.metrics.median_absolute_error sklearn.metrics.r2_score sklearn.metrics.root_mean_* sklearn.metrics.PredictionErrorDisplay',
  'Scores of clusters.':
    'sklearn.metrics.adjusted_* sklearn.metrics.calinski_harabasz_score sklearn.metrics.completeness_score sklearn.metrics.consensus_score sklearn.metrics.davies_bouldin_score sklearn.metrics.fowlkes_mallows_score sklearn.metrics.homogeneity_* sklearn.metrics.*mutual_info_score sklearn.metrics.pair_confusion_matrix sklearn.metrics.rand_score sklearn.metrics.silhouette_* sklearn.metrics.v_measure_score',
  'Rankings and several labels for one item.':
    'sklearn.metrics.coverage_error sklearn.metrics.dcg_score sklearn.metrics.ndcg_score sklearn.metrics.label_ranking_* sklearn.metrics.multilabel_confusion_matrix sklearn.metrics.hamming_loss',
  'Distances between rows.':
    'sklearn.metrics.DistanceMetric sklearn.metrics.*euclidean_distances sklearn.metrics.pairwise_*',
  'Follows from one that is here: 1 − accuracy, F1 / (2 − F1), recall and false positive rate of `rocCurve`.':
    'sklearn.metrics.zero_one_loss sklearn.metrics.jaccard_score sklearn.metrics.class_likelihood_ratios sklearn.metrics.hinge_loss sklearn.metrics.confusion_matrix_at_thresholds sklearn.metrics.metric_at_thresholds sklearn.metrics.DetCurveDisplay',
  'Folds that mix speakers or times, or that are drawn again and again; the intervals of `confidenceInterval` resample speakers.':
    'sklearn.model_selection.LeaveP* sklearn.model_selection.Repeated* sklearn.model_selection.TimeSeriesSplit sklearn.model_selection.permutation_test_score',
  'Scikit-learn runs its own models by these; here a loop over the splits does, or `ser train`.':
    'sklearn.metrics.check_scoring sklearn.metrics.get_scorer* sklearn.metrics.make_scorer sklearn.model_selection.BaseCrossValidator sklearn.model_selection.BaseShuffleSplit sklearn.model_selection.check_cv sklearn.model_selection.cross_* sklearn.model_selection.*SearchCV sklearn.model_selection.Parameter* sklearn.model_selection.*Threshold* sklearn.model_selection.learning_curve sklearn.model_selection.validation_curve sklearn.model_selection.ValidationCurveDisplay',
  'Weights of items follow from those of classes: `train` takes `classWeights`.':
    'sklearn.utils.class_weight.compute_sample_weight',
};
