// pnpm tsx benchmarks/ser/describe-run.ts RUN [--time FILE]
//
// Prints as Markdown what a run of `ser` cost and what came out: machine and versions from run.json, time and memory of every
// stage from stages.json, the supports of the test part from split.csv, the scores from each model's report.json. FILE is what
// `/usr/bin/time -v` wrote; its line is the whole process from start to end.
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Scores } from '../../packages/cli/dist/evaluation/scores.js';
import { MODEL_NAMES } from '../../packages/cli/dist/models/find-models.js';
import type { RunConfiguration } from '../../packages/cli/dist/run-configuration.js';
import { runFolder } from '../../packages/cli/dist/run-folder.js';
import type { StageRecord } from '../../packages/cli/dist/stages/log/stage-log.js';
import type { TrainingRecord } from '../../packages/cli/dist/stages/train/training-record.js';
import { table } from './table.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { time: { type: 'string' } } });
if (!positionals[0]) throw new Error('Name the run folder: pnpm tsx benchmarks/ser/describe-run.ts RUN');
const folder = runFolder(positionals[0]);
const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

const run = readJson<RunConfiguration>(folder.configuration);
const versions = Object.entries(run.versions).map(([name, version]) => `${name} ${version}`);
const { machine } = run;
const { imageHeight, imageWidth } = run.settings;
const rows = readFileSync(folder.split, 'utf8').trim().split('\n').slice(1);
const partOf = (part: string): string[][] => rows.map((row) => row.split(',')).filter((cells) => cells[3] === part);
const examples = readFileSync(folder.plan, 'utf8').trim().split('\n').length - 1;

console.log(`\`ser ${run.command}\`\n`);
console.log(
  [
    `${machine.cores} cores (${machine.cpu}), ${(machine.memoryMB / 1000).toFixed(0)} GB; ${run.device}, embeddings by ${run.engine}.`,
    `${versions.join(', ')}.`,
    `${rows.length} files: ${partOf('train').length} for training, ${partOf('validation').length} for early stopping,`,
    `${partOf('test').length} for the test; ${examples} examples with the augmented copies;`,
    `images ${imageHeight && imageWidth ? `${imageHeight}×${imageWidth}` : 'in the spectrogram’s own size'}.`,
  ].join('\n'),
);
const { labels } = run;
const supports = labels.map((label) => String(partOf('test').filter((cells) => cells[2] === label).length));
console.log(`\n${table(['', ...labels], [['test files', ...supports]])}`);

const stages = readJson<StageRecord[]>(folder.stages);
console.log(
  `\n${table(
    ['stage', 'model', 'items', 'computed', 'seconds', 'ms per item', 'peak memory, MB'],
    stages.map(({ stage, model, items, computed, seconds, peakMemoryMB }) => [
      stage,
      model ?? '',
      String(items),
      String(computed),
      seconds.toFixed(1),
      ((1000 * seconds) / items).toFixed(1),
      String(peakMemoryMB),
    ]),
  )}`,
);

if (values.time) {
  const text = readFileSync(values.time, 'utf8');
  const figure = (name: string): string => new RegExp(`${name}.*: (\\S+)\\s*$`, 'm').exec(text)?.[1] ?? '?';
  const processor = Number(figure('User time')) + Number(figure('System time'));
  console.log(
    `\nThe whole process: ${figure('Elapsed')} on the clock, ${processor.toFixed(0)} s of processor time, ` +
      `at most ${((Number(figure('Maximum resident')) * 1024) / 1e6).toFixed(0)} MB resident, exit status ${figure('Exit status')}.`,
  );
}

const percent = (share: number): string => (100 * share).toFixed(2);
const evaluated = MODEL_NAMES.map((model) => ({ model, files: folder.of(model) })).filter(({ files }) =>
  existsSync(files.reportJson),
);
console.log(
  `\n${table(
    ['model', 'weights', 'epochs', 'best', 'accuracy', 'macro F1', 'weighted F1', 'macro P', 'macro R'],
    evaluated.map(({ model, files }) => {
      const { scores } = readJson<{ scores: Scores }>(files.reportJson);
      const { weights, epochs, bestEpoch } = readJson<TrainingRecord>(files.training);
      const { accuracy, macroF1, weightedF1, macroPrecision, macroRecall } = scores;
      const shares = [accuracy, macroF1, weightedF1, macroPrecision, macroRecall].map(percent);
      return [model, weights, String(epochs), String(bestEpoch + 1), ...shares];
    }),
  )}`,
);
const caveats = evaluated.map(({ files }) =>
  readJson<{ caveats: readonly string[] }>(files.reportJson).caveats.join(' '),
);
if (caveats[0]) console.log(`\n${caveats[0]}`);
