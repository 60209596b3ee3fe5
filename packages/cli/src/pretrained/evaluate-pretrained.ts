import type { CommandContext } from '../cli/command.ts';
import { labelsOfClips } from '../corpus/clip.ts';
import type { CorpusSource } from '../corpus/corpus-source.ts';
import { readCorpus } from '../corpus/read-corpus.ts';
import { EXIT, SerError } from '../errors.ts';
import { mapProbabilities } from '../evaluation/map-probabilities.ts';
import type { Prediction } from '../evaluation/predictions.ts';
import { describeClasses } from '../evaluation/report-files.ts';
import { scoresOf } from '../evaluation/scores.ts';
import type { Problem } from '../stages/features/compute-features.ts';
import { classifyFile } from './classify-files.ts';
import { openPretrainedClassifier } from './open-pretrained-classifier.ts';
import { readLabelMap } from './read-label-map.ts';

/** What {@link evaluatePretrained} is asked for. */
export interface EvaluatePretrainedOptions {
  /** Folder or repository of the model. */
  readonly source: string;
  /** Where the corpus lies; several folders are one corpus. */
  readonly corpus: CorpusSource;
  /** File that maps classes of the model to classes of the corpus. */
  readonly labelMap: string | undefined;
}

/**
 * `ser evaluate --model DIR|owner/name --data DIR`: a published classifier on every recording of a corpus whose class it
 * knows. Nothing is trained, so that there is no test part: whether the model has seen these voices, or these recordings, is
 * for its authors to tell, and the report says so.
 */
export async function evaluatePretrained(
  { source, corpus, labelMap }: EvaluatePretrainedOptions,
  { reporter, signal, print, printJson }: CommandContext,
): Promise<number> {
  const { clips, problems: faults, provenance } = await readCorpus(corpus, { reporter, signal });
  const classes = labelsOfClips(clips);
  const problems: Problem[] = [...faults];
  const data = corpus.dirs.join(', ');
  const classifier = await openPretrainedClassifier(source, { reporter, signal });
  const { labels, revision } = classifier;
  const predictions: Prediction[] = [];
  try {
    const map = await readLabelMap(labelMap, labels, classes);
    const known = [...new Set(map.values())].sort();
    const unknown = classes.filter((label) => !known.includes(label));
    const tested = clips.filter(({ label }) => known.includes(label));
    const ignored = labels.filter((label) => !map.has(label));
    const stage = reporter.stage(`${source} on ${tested.length} recordings`, tested.length);
    for (const [i, { path, start, end, name, label, speaker }] of tested.entries()) {
      const own = await classifyFile({ path, start, end }, classifier, signal);
      stage.update(i + 1);
      if ('problem' in own) {
        problems.push({ path: name, reason: own.problem });
        continue;
      }
      // Two classes of the model may stand for one of the corpus; what stands for none is not taken from it.
      const probabilities = mapProbabilities(own, labels, map, known);
      const predicted = known[probabilities.indexOf(Math.max(...probabilities))]!;
      predictions.push({ file: name, speaker, actual: label, predicted, probabilities });
    }
    stage.end(`${predictions.length} predicted`);
    if (predictions.length === 0) throw new SerError(`No recording of ${data} could be predicted.`);
    const scores = scoresOf(predictions, known);
    const { text } = describeClasses({ predictions, labels: known });
    const caveats = [
      'This model was trained elsewhere: whether these voices or these very recordings were in its training is for its authors to tell.',
      ...(unknown.length > 0 ? [`Left out are the classes that it does not know: ${unknown.join(', ')}.`] : []),
      ...(ignored.length > 0
        ? [`Its classes ${ignored.join(', ')} stand for none of the corpus; their probability was shared out.`]
        : []),
    ];
    print(`${source} on ${predictions.length} recordings of ${provenance.name}\n${caveats.join('\n')}\n\n${text}`);
    printJson({
      model: source,
      ...(revision && { revision }),
      data,
      labels: known,
      caveats,
      ...scores,
      predictions,
      leftOut: problems,
    });
  } finally {
    await classifier.session.dispose();
  }
  for (const { path, reason } of problems) reporter.warn(`${path} was left out: ${reason}`);
  return problems.length > 0 ? EXIT.incomplete : EXIT.ok;
}
