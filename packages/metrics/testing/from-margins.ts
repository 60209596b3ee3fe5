import type { PublishedReport } from '../src/speech/published-report.ts';

/**
 * Label vectors with the margins of a published report: as many right, true and predicted items of each class as its precision,
 * recall and support say. Which wrong class goes to which is free; scores do not depend on it.
 */
export function labelsFromMargins({ classes }: PublishedReport): { yTrue: string[]; yPred: string[] } {
  const names = Object.keys(classes);
  const hits = names.map((name) => Math.round(classes[name]!.recall * classes[name]!.support));
  const missed = names.map((name, k) => classes[name]!.support - hits[k]!);
  const wrongly = names.map((name, k) => Math.round(hits[k]! / classes[name]!.precision) - hits[k]!);
  const yTrue: string[] = [];
  const yPred: string[] = [];
  const add = (truth: number, prediction: number, times = 1): void => {
    for (let i = 0; i < times; i++) {
      yTrue.push(names[truth]!);
      yPred.push(names[prediction]!);
    }
  };
  hits.forEach((n, k) => {
    add(k, k, n);
  });
  // One wrong item at a time, from the class with most left to the other class with most left, so that none is left on the diagonal.
  while (missed.some((n) => n > 0)) {
    const tightest = names
      .map((_, k) => missed[k]! + wrongly[k]!)
      .reduce((best, n, k, all) => (n > all[best]! ? k : best), 0);
    const largest = (left: number[], not: number): number =>
      left.reduce((best, n, k) => (k !== not && (best < 0 || n > left[best]!) ? k : best), -1);
    const fromTightest = missed[tightest]! > 0;
    const truth = fromTightest ? tightest : largest(missed, tightest);
    const prediction = fromTightest ? largest(wrongly, tightest) : tightest;
    if (missed[truth]! <= 0 || wrongly[prediction]! <= 0) throw new Error('The margins belong to no confusion matrix.');
    missed[truth]! -= 1;
    wrongly[prediction]! -= 1;
    add(truth, prediction);
  }
  if (wrongly.some((n) => n !== 0)) throw new Error('The margins belong to no confusion matrix.');
  return { yTrue, yPred };
}
