import type { Emotion } from '@ser/ravdess';
import type { Prediction } from '../../evaluation/predictions.ts';
import { labelIndex } from '../../labels.ts';
import type { ModelName } from '../../models.ts';
import type { ModelPredictions } from './model-tests.ts';

/** What one model says of one file. */
export interface Verdict {
  readonly model: ModelName;
  readonly predicted: Emotion;
  /** Probability of the predicted emotion. */
  readonly confidence: number;
  /** Probability of the true emotion. */
  readonly ofActual: number;
  readonly isRight: boolean;
}

/** A file that at least one model gets wrong. */
export interface Mistake {
  readonly file: string;
  readonly actor: number;
  readonly actual: Emotion;
  /** The verdict that is wrong with the highest confidence. */
  readonly worst: Verdict;
  /** What every model says of the file, in the models' order. */
  readonly verdicts: readonly Verdict[];
}

/** The files that some model got wrong most confidently, worst first, each file once; ties by file name. */
export function worstMistakes(models: readonly ModelPredictions[], count: number): Mistake[] {
  const byFile = new Map<string, { actor: number; actual: Emotion; verdicts: Verdict[] }>();
  for (const { model, predictions } of models) {
    for (const prediction of predictions) {
      const { file, actor, actual } = prediction;
      const entry = byFile.get(file) ?? { actor, actual, verdicts: [] };
      byFile.set(file, entry);
      entry.verdicts.push({ model, ...verdictOf(prediction) });
    }
  }
  return [...byFile]
    .flatMap(([file, { actor, actual, verdicts }]) => {
      const wrong = verdicts.filter(({ isRight }) => !isRight);
      if (wrong.length === 0) return [];
      return [{ file, actor, actual, verdicts, worst: wrong.reduce((a, b) => (b.confidence > a.confidence ? b : a)) }];
    })
    .sort((a, b) => b.worst.confidence - a.worst.confidence || (a.file < b.file ? -1 : 1))
    .slice(0, count);
}

function verdictOf({ actual, predicted, probabilities }: Prediction): Omit<Verdict, 'model'> {
  return {
    predicted,
    confidence: probabilities[labelIndex(predicted)]!,
    ofActual: probabilities[labelIndex(actual)]!,
    isRight: predicted === actual,
  };
}
