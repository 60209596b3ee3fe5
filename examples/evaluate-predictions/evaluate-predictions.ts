// Judges predictions that somebody else's model made: report, intervals by speaker, confusion matrix.

import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { classificationReport, confidenceInterval, confusionMatrix } from '@ser/metrics';
import { confusionMatrixPlot } from '@ser/metrics/plots';
import { csvParse } from 'd3-dsv';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

const { positionals, values: column } = parseArgs({
  allowPositionals: true,
  options: {
    actual: { type: 'string', default: 'actual' },
    predicted: { type: 'string', default: 'predicted' },
    speaker: { type: 'string' },
  },
});
const [input, output] = positionals;
if (!input || !output)
  throw new Error('Which files? evaluate-predictions.ts PREDICTIONS.csv MATRIX.svg [--speaker COLUMN]');

// A line without content is no prediction.
const rows = csvParse(await readFile(input, 'utf8'), (row) =>
  Object.values(row).some((cell) => cell.trim()) ? row : null,
);
const values = (name: string): string[] => {
  if (rows.columns.includes(name)) return rows.map((row) => row[name]!);
  throw new Error(`${input} has no column "${name}". It has: ${rows.columns.join(', ')}.`);
};
const yTrue = values(column.actual);
const yPred = values(column.predicted);
const groups = column.speaker === undefined ? undefined : values(column.speaker);
// Fixed for everything below: a class that is missing somewhere must not vanish from the averages.
const labels = [...new Set([...yTrue, ...yPred])].sort();

console.log(String(classificationReport({ yTrue, yPred, labels, zeroDivision: 0 })));

// Few speakers: Student's t over them. Without speakers the clips count as independent, which they hardly ever are.
const method = groups && new Set(groups).size < 20 ? 't' : 'bootstrap';
for (const metric of ['accuracy', 'uar'] as const) {
  const { estimate, low, high, warnings } = confidenceInterval({
    yTrue,
    yPred,
    metric,
    labels,
    groups,
    method,
    seed: 0,
  });
  const percent = [estimate, low, high].map((score) => (100 * score).toFixed(1));
  console.log(`${metric}: ${percent[0]} % (95 % interval ${percent[1]} to ${percent[2]})`);
  for (const { message } of warnings) console.log(`  ${message}`);
}

const matrix = confusionMatrix({ yTrue, yPred, labels });
const plot: object = confusionMatrixPlot({ matrix, labels, title: basename(input) });
await writeFile(output, await new View(parse(compile(plot as TopLevelSpec).spec), { renderer: 'none' }).toSVG());
console.log(`${output}: ${labels.length} × ${labels.length} classes, ${rows.length} predictions`);
