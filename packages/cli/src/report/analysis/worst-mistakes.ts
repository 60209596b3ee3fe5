import type { Prediction } from '../../evaluation/predictions.ts';
import type { ModelName } from '../../models/model.ts';
import type { ModelPredictions } from './model-tests.ts';

/** What one model says of one file. */
export interface Verdict {
  readonly model: ModelName;
  readonly predicted: string;
  /** Probability of the predicted class. */
  readonly confidence: number;
  /** Probability of the true class. */
  readonly ofActual: number;
  readonly isRight: boolean;
}

/** A file that at least one model gets wrong. */
export interface Mistake {
  readonly file: string;
  readonly speaker?: string | undefined;
  readonly actual: string;
  /** The verdict that is wrong with the highest confidence. */
  readonly worst: Verdict;
  /** What every model says of the file, in the models' order. */
  readonly verdicts: readonly Verdict[];
}

/** The files that some model got wrong most confidently, worst first, each file once; ties by file name. */
export function worstMistakes(
  models: readonly ModelPredictions[],
  labels: readonly string[],
  count: number,
): Mistake[] {
  const byFile = new Map<string, { speaker?: string | undefined; actual: string; verdicts: Verdict[] }>();
  for (const { model, predictions } of models) {
    for (const prediction of predictions) {
      const { file, speaker, actual } = prediction;
      const entry = byFile.get(file) ?? { speaker, actual, verdicts: [] };
      byFile.set(file, entry);
      entry.verdicts.push({ model, ...verdictOf(prediction, labels) });
    }
  }
  return [...byFile]
    .flatMap(([file, { speaker, actual, verdicts }]) => {
      const wrong = verdicts.filter(({ isRight }) => !isRight);
      if (wrong.length === 0) return [];
      return [
        { file, speaker, actual, verdicts, worst: wrong.reduce((a, b) => (b.confidence > a.confidence ? b : a)) },
      ];
    })
    .sort((a, b) => b.worst.confidence - a.worst.confidence || (a.file < b.file ? -1 : 1))
    .slice(0, count);
}

function verdictOf(
  { actual, predicted, probabilities }: Prediction,
  labels: readonly string[],
): Omit<Verdict, 'model'> {
  return {
    predicted,
    confidence: probabilities[labels.indexOf(predicted)]!,
    ofActual: probabilities[labels.indexOf(actual)]!,
    isRight: predicted === actual,
  };
}
