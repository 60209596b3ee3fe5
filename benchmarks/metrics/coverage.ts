// pnpm tsx benchmarks/metrics/coverage.ts     (after `pnpm build`; about a minute)
//
// How often does an interval of nominal 95 % hold the truth? Each run draws speakers whose true accuracies scatter around 0.70,
// lets each answer 60 items, and asks every method for its interval; the share of runs whose interval holds 0.70 is the coverage.
// 400 runs tell it to about ±0.02. What should come out: with speakers who differ, a bootstrap over items is far too narrow
// whatever their number; a bootstrap over speakers needs some 20 of them; Student's t on speaker means holds with 4.
//
// The second table asks for macro F1 where a speaker has only 20 items of 8 classes: Student's t on the speakers' own scores and the
// jackknife, which stays around the score of all items, both hold with 4 speakers.
//
// The third table does the same for the limits that `compareWithPublished` puts on the difference of two reports of one system.
import { classificationReport, confidenceInterval } from '@ser/metrics';
import { compareWithPublished, type PublishedReport, publishedReports } from '@ser/metrics/speech';

const runs = 400;
const replicates = 400;
const perSpeaker = 60;
const truth = 0.7;

let state = 20180516;
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state + 0.5) / 2 ** 32;
};
const normal = (): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());

const methods = ['bootstrap by item', 'Wilson', 'bootstrap by speaker', 't on speakers'] as const;
console.log(`speakers    sd  ${methods.map((name) => name.padStart(21)).join('')}`);
for (const spread of [0.1, 0]) {
  for (const speakers of [4, 5, 6, 12, 24]) {
    const covered = [0, 0, 0, 0];
    for (let run = 0; run < runs; run++) {
      const shares = Array.from({ length: speakers }, () => Math.min(1, Math.max(0, truth + spread * normal())));
      const yTrue = Array.from({ length: speakers * perSpeaker }, () => 1);
      const yPred = yTrue.map((_, i) => (random() < shares[Math.floor(i / perSpeaker)]! ? 1 : 0));
      const groups = yTrue.map((_, i) => Math.floor(i / perSpeaker));
      const data = { yTrue, yPred, replicates, seed: run };
      const intervals = [
        confidenceInterval(data),
        confidenceInterval({ ...data, method: 'wilson' }),
        confidenceInterval({ ...data, groups }),
        confidenceInterval({ ...data, groups, method: 't' }),
      ];
      for (const [m, { low, high }] of intervals.entries()) if (low <= truth && truth <= high) covered[m]! += 1;
    }
    const cells = covered.map((n) => (n / runs).toFixed(3).padStart(21)).join('');
    console.log(`${String(speakers).padStart(8)}  ${spread.toFixed(1)}  ${cells}`);
  }
}

/** True and predicted classes of some speakers with 20 items each; the speakers' accuracies scatter. */
function drawSpeakers(speakers: number): { yTrue: number[]; yPred: number[]; groups: number[] } {
  const groups = Array.from({ length: 20 * speakers }, (_, i) => Math.floor(i / 20));
  const shares = Array.from({ length: speakers }, () => Math.min(1, Math.max(0, truth + 0.1 * normal())));
  const yTrue = groups.map((_, i) => i % 8);
  const yPred = yTrue.map((label, i) =>
    random() < shares[groups[i]!]! ? label : (label + 1 + Math.floor(7 * random())) % 8,
  );
  return { yTrue, yPred, groups };
}

{
  const labels = Array.from({ length: 8 }, (_, label) => label);
  const { yTrue, yPred } = drawSpeakers(50_000);
  const limit = classificationReport({ yTrue, yPred, labels }).macroAverage.f1;
  console.log(
    `\nmacro F1 (${limit.toFixed(3)} of endless speakers), 20 items per speaker: share of intervals that hold it`,
  );
  console.log(
    `speakers  ${['bootstrap by speaker', 't on speakers', 'jackknife'].map((name) => name.padStart(21)).join('')}`,
  );
  for (const speakers of [4, 6, 12, 19, 24]) {
    const covered = [0, 0, 0];
    for (let run = 0; run < runs; run++) {
      const data = { ...drawSpeakers(speakers), labels, metric: 'macroF1', replicates, seed: run } as const;
      for (const [m, method] of (['bootstrap', 't', 'jackknife'] as const).entries()) {
        const { low, high } = confidenceInterval({ ...data, method });
        if (low <= limit && limit <= high) covered[m]! += 1;
      }
    }
    console.log(`${String(speakers).padStart(8)}  ${covered.map((n) => (n / runs).toFixed(3).padStart(21)).join('')}`);
  }
}

/** A test part of the published sizes, answered by a system that has the published recalls and spreads its errors evenly. */
function draw(published: PublishedReport): { yTrue: string[]; yPred: string[] } {
  const names = Object.keys(published.classes);
  const yTrue = names.flatMap((name) => Array.from({ length: published.classes[name]!.support }, () => name));
  const yPred = yTrue.map((name) => {
    if (random() < published.classes[name]!.recall) return name;
    const others = names.filter((other) => other !== name);
    return others[Math.floor(others.length * random())]!;
  });
  return { yTrue, yPred };
}

console.log('\ndifference of two reports of one system: share of intervals that hold 0');
for (const [model, published] of Object.entries(publishedReports)) {
  const labels = Object.keys(published.classes);
  const held = new Map<string, number>();
  for (let run = 0; run < runs; run++) {
    const [ours, theirs] = [0, 1].map(() => classificationReport({ ...draw(published), labels, zeroDivision: 0 }));
    const { accuracy, macroAverage, weightedAverage, classes } = theirs!;
    const table: PublishedReport = {
      overall: {
        accuracy: 100 * accuracy!,
        macroF1: 100 * macroAverage.f1,
        weightedF1: 100 * weightedAverage.f1,
        macroPrecision: 100 * macroAverage.precision,
        macroRecall: 100 * macroAverage.recall,
      },
      classes: Object.fromEntries(classes.map(({ name, ...row }) => [name, row])),
    };
    const { overall, classes: figures } = compareWithPublished(ours!, table);
    for (const { figure, low, high } of [...overall, ...figures]) {
      const kind = overall.some((one) => one.figure === figure) ? figure : `class ${figure.split(' ').at(-1)}`;
      const weight = kind.startsWith('class') ? 1 / labels.length : 1;
      held.set(kind, (held.get(kind) ?? 0) + (low <= 0 && 0 <= high ? weight : 0));
    }
  }
  console.log(`${model}: ${[...held].map(([figure, n]) => `${figure} ${(n / runs).toFixed(3)}`).join(', ')}`);
}
