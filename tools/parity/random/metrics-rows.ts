import * as metrics from '../../../packages/metrics/src/index.ts';
import * as probability from '../../../packages/metrics/src/probability/index.ts';
import { unweightedAverageRecall, weightedAccuracy } from '../../../packages/metrics/src/speech/index.ts';
import { pythonOf } from './dsp-draws.ts';
import { correlated, judged, ranked, targets, weighted } from './metrics-draws.ts';
import { averaged, curve, score, zeroWeights } from './metrics-forms.ts';
import { pick, type RandomRow } from './row.ts';

/** The functions of `@ser/metrics` that scikit-learn or scipy have. */
export const metricsRows: readonly RandomRow[] = [
  score('accuracyScore', 'accuracy_score', metrics.accuracyScore, (random) => ({ normalize: random() < 0.7 }), {
    measure: 'relative',
  }),
  score('weightedAccuracy', 'accuracy_score', weightedAccuracy, () => ({})),
  score('balancedAccuracyScore', 'balanced_accuracy_score', metrics.balancedAccuracyScore, (random) => ({
    adjusted: random() < 0.3,
  })),
  score('unweightedAverageRecall', 'balanced_accuracy_score', unweightedAverageRecall, () => ({})),
  score('precisionScore', 'precision_score', metrics.precisionScore, averaged),
  score('recallScore', 'recall_score', metrics.recallScore, averaged),
  score('f1Score', 'f1_score', metrics.f1Score, averaged),
  score('fbetaScore', 'fbeta_score', metrics.fbetaScore, (random, labels) => ({
    ...averaged(random, labels),
    beta: pick(random, 0, 0.5, 2, 10),
  })),
  score(
    'precisionRecallFscoreSupport',
    'precision_recall_fscore_support',
    (options: metrics.PrecisionRecallFscoreSupportOptions) => {
      const { precision, recall, fScore, support } = metrics.precisionRecallFscoreSupport(options);
      return [precision, recall, fScore, support];
    },
    averaged,
    { measure: 'relative' },
  ),
  score(
    'confusionMatrix',
    'confusion_matrix',
    metrics.confusionMatrix,
    (random, labels) => ({
      normalize: pick(random, null, 'true', 'pred', 'all'),
      ...(random() < 0.3 && { labels: [...labels].reverse() }),
    }),
    { measure: 'relative' },
  ),
  score(
    'cohenKappaScore',
    'cohen_kappa_score',
    ({ yTrue, yPred, ...rest }: metrics.CohenKappaScoreOptions) => metrics.cohenKappaScore({ yTrue, yPred, ...rest }),
    (random) => ({ weights: pick(random, null, 'linear', 'quadratic') }),
    {
      draw(random) {
        const { yTrue, yPred, sampleWeight } = targets(random);
        const weighting = pick(random, null, 'linear', 'quadratic') as 'linear' | 'quadratic' | null;
        const options = { weights: weighting, ...(sampleWeight && { sampleWeight }) };
        return {
          title: JSON.stringify({ yTrue, yPred, ...options }).slice(0, 300),
          call: 'random_references.metric',
          args: ['cohen_kappa_score'],
          kwargs: { y1: yTrue, y2: yPred, ...pythonOf(options) },
          ours: () => [metrics.cohenKappaScore({ yTrue, yPred, ...options })],
        };
      },
    },
  ),
  score('matthewsCorrcoef', 'matthews_corrcoef', metrics.matthewsCorrcoef, () => ({})),
  {
    name: 'classificationReport',
    measure: 'absolute',
    tolerance: 0,
    refusals: [zeroWeights],
    draw(random) {
      const given = targets(random);
      const options = { ...given, digits: pick(random, 0, 2, 4, 8) };
      return {
        title: JSON.stringify(options).slice(0, 300),
        call: 'random_references.report',
        args: [],
        kwargs: { ...pythonOf(options), zero_division: 0 },
        ours: () => Array.from(String(metrics.classificationReport(options)), (letter) => letter.codePointAt(0)!),
      };
    },
  },
  curve(
    'logLoss',
    metrics.logLoss,
    (random) => {
      const { yTrue, table, shape, labels, ...rest } = judged(random);
      return {
        ours: { yTrue, yProba: { data: table, shape }, labels, ...rest },
        call: 'random_references.metric',
        args: ['log_loss'],
        kwargs: { y_true: yTrue, y_pred: { data: table, shape }, labels, ...pythonOf(weighted(rest)) },
      };
    },
    { measure: 'relative' },
  ),
  curve('brierScoreLoss', probability.brierScoreLoss, (random) => {
    const { yTrue, table, shape, labels, ...rest } = judged(random, 3);
    return {
      ours: { yTrue, yProba: { data: table, shape }, labels, ...rest },
      call: 'random_references.metric',
      args: ['brier_score_loss'],
      kwargs: { y_true: yTrue, y_proba: { data: table, shape }, labels, ...pythonOf(weighted(rest)) },
    };
  }),
  curve('topKAccuracyScore', metrics.topKAccuracyScore, (random) => {
    const { yTrue, table, shape, labels, ...rest } = judged(random, 3);
    const k = 1 + Math.floor(random() * 3);
    return {
      ours: { yTrue, yScore: { data: table, shape }, labels, k, ...rest },
      call: 'random_references.metric',
      args: ['top_k_accuracy_score'],
      kwargs: { y_true: yTrue, y_score: { data: table, shape }, labels, k, ...pythonOf(weighted(rest)) },
    };
  }),
  curve('rocAucScore', metrics.rocAucScore, (random) => {
    if (random() < 0.5) {
      const given = ranked(random);
      return { ours: given, call: 'random_references.metric', args: ['roc_auc_score'], kwargs: pythonOf(given) };
    }
    const { yTrue, table, shape, labels, ...rest } = judged(random, 3);
    const multiClass = pick(random, 'ovr', 'ovo');
    const average =
      multiClass === 'ovo' ? pick(random, 'macro', 'weighted') : pick(random, 'macro', 'weighted', 'micro', null);
    const own = { multiClass, average, labels, ...(multiClass === 'ovr' && weighted(rest)) };
    return {
      ours: { yTrue, yScore: { data: table, shape }, ...own },
      call: 'random_references.metric',
      args: ['roc_auc_score'],
      kwargs: { y_true: yTrue, y_score: { data: table, shape }, ...pythonOf(own) },
    };
  }),
  curve('averagePrecisionScore', probability.averagePrecisionScore, (random) => {
    const given = ranked(random);
    return {
      ours: given,
      call: 'random_references.metric',
      args: ['average_precision_score'],
      kwargs: pythonOf(given),
    };
  }),
  curve(
    'rocCurve',
    (options: probability.RocCurveOptions) => {
      const { fpr, tpr, thresholds } = probability.rocCurve(options);
      return [fpr, tpr, thresholds];
    },
    (random) => {
      const given = { ...ranked(random), dropIntermediate: random() < 0.5 };
      return { ours: given, call: 'random_references.roc_curve', kwargs: pythonOf(given) };
    },
  ),
  curve(
    'precisionRecallCurve',
    (options: probability.PrecisionRecallCurveOptions) => {
      const { precision, recall, thresholds } = probability.precisionRecallCurve(options);
      return [precision, recall, thresholds];
    },
    (random) => {
      const given = { ...ranked(random), dropIntermediate: random() < 0.5 };
      return {
        ours: given,
        call: 'random_references.metric',
        args: ['precision_recall_curve'],
        kwargs: pythonOf(given),
      };
    },
  ),
  curve('auc', probability.auc, (random) => {
    const size = 2 + Math.floor(random() * 50);
    const x = Float64Array.from({ length: size }, () => random()).sort();
    const y = Float64Array.from({ length: size }, () => random() - 0.5);
    return { ours: { x, y }, call: 'random_references.metric', args: ['auc'], kwargs: { x, y } };
  }),
  curve(
    'equalErrorRate',
    (options: probability.EqualErrorRateOptions) => probability.equalErrorRate(options).rate,
    (random) => {
      const { yTrue, yScore } = ranked(random);
      return {
        ours: { yTrue, yScore },
        call: 'random_references.equal_error_rate',
        kwargs: { y_true: yTrue, y_score: yScore },
      };
    },
    { tolerance: 1e-9 },
  ),
  curve(
    'calibrationCurve',
    (options: probability.CalibrationCurveOptions) => {
      const { probTrue, probPred } = probability.calibrationCurve(options);
      return [probTrue, probPred];
    },
    (random) => {
      const { yTrue, yScore } = ranked(random);
      const yProba = yScore.map((value) => Math.min(1, Math.max(0, value)));
      const own = { nBins: 1 + Math.floor(random() * 12), strategy: pick(random, 'uniform', 'quantile') };
      return {
        ours: { yTrue, yProba, ...own },
        call: 'random_references.calibration_curve',
        kwargs: { y_true: yTrue, y_prob: yProba, ...pythonOf(own) },
      };
    },
  ),
  curve(
    'fitTemperature',
    (options: probability.FitTemperatureOptions) => probability.fitTemperature(options).logLossAfter,
    (random) => {
      const { yTrue, table, shape, labels } = judged(random);
      const logits = table.map((value) => pick(random, 1, 1, 3) * Math.log(value));
      return {
        ours: { yTrue, logits: { data: logits, shape }, labels },
        call: 'random_references.temperature',
        kwargs: { logits: { data: logits, shape }, y_true: yTrue },
      };
    },
    { measure: 'relative', tolerance: 1e-8 },
  ),
  curve('applyTemperature', probability.applyTemperature, (random) => {
    const { table, shape } = judged(random);
    const logits = table.map((value) => Math.log(value));
    const temperature = 0.05 + 5 * random();
    return {
      ours: { logits: { data: logits, shape }, temperature },
      call: 'random_references.softmax',
      kwargs: { logits: { data: logits, shape }, temperature },
    };
  }),
  curve('pearson', metrics.pearson, (random) => {
    const given = correlated(random);
    return { ours: given, call: 'random_references.pearson', kwargs: pythonOf(given) };
  }),
  curve('concordanceCorrelation', metrics.concordanceCorrelation, (random) => {
    const given = correlated(random);
    return { ours: given, call: 'random_references.concordance', kwargs: pythonOf(given) };
  }),
  curve(
    'wilsonInterval',
    ({ successes, trials, level }: metrics.ProportionOptions) => {
      const { low, high } = metrics.wilsonInterval({ successes, trials, level });
      return [low, high];
    },
    (random) => {
      const trials = 1 + Math.floor(10 ** (7 * random()));
      const given = {
        successes: Math.floor(random() * (trials + 1)),
        trials,
        level: pick(random, 0.5, 0.9, 0.95, 0.999),
      };
      return { ours: given, call: 'random_references.wilson', kwargs: given };
    },
  ),
  curve(
    'mcnemarTest',
    (options: metrics.McnemarTestOptions) => metrics.mcnemarTest(options).pValue,
    (random) => {
      const most = 10 ** (6 * random());
      const onlyACorrect = Math.floor(most * random());
      const onlyBCorrect =
        random() < 0.2 ? onlyACorrect : Math.floor(onlyACorrect + (random() - 0.5) * 4 * Math.sqrt(most));
      const own = {
        onlyACorrect,
        onlyBCorrect: Math.max(0, onlyBCorrect),
        method: pick(random, 'exact', 'mid-p', 'chi-square', 'chi-square-corrected'),
      };
      return {
        ours: own,
        call: 'random_references.mcnemar',
        kwargs: { b: own.onlyACorrect, c: own.onlyBCorrect, method: own.method },
      };
    },
    { tolerance: 1e-9 },
  ),
  {
    name: 'argmax',
    measure: 'absolute',
    tolerance: 0,
    draw(random) {
      const { table, shape, labels } = judged(random);
      return {
        title: `${shape}`,
        call: 'numpy.argmax',
        args: [{ data: table, shape }, 1],
        kwargs: {},
        ours: () => metrics.argmax({ data: table, shape }, labels),
      };
    },
  },
];
