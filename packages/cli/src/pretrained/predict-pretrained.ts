import type { CommandContext } from '../cli/command.ts';
import type { Answer } from '../predict/answer.ts';
import { predictFiles } from '../predict/predict-files.ts';
import { classifyFile } from './classify-files.ts';
import { openPretrainedClassifier } from './open-pretrained-classifier.ts';

/** `ser predict --model DIR|owner/name FILE…`: what a published classifier says of whole recordings. */
export async function predictPretrained(source: string, command: CommandContext): Promise<number> {
  const { reporter, signal } = command;
  const classifier = await openPretrainedClassifier(source, { reporter, signal });
  const { labels, revision, session } = classifier;
  return predictFiles(
    {
      name: source,
      about: { ...(revision && { revision }), labels },
      predictor: {
        labels,
        async predict(path) {
          const probabilities = await classifyFile({ path }, classifier, signal);
          if ('problem' in probabilities) return probabilities;
          const label = labels[probabilities.indexOf(Math.max(...probabilities))]!;
          const answer: Answer = {
            label,
            guess: label,
            reasons: [],
            probabilities: Object.fromEntries(labels.map((name, k) => [name, probabilities[k]!])),
          };
          return { ...answer, windows: [{ start: 0, end: Number.POSITIVE_INFINITY, ...answer }] };
        },
        close: () => session.dispose(),
      },
    },
    command,
  );
}
