// evaluate.ts --model VGG16 [--work work] [--backend wasm|gpu]: the test part, as scikit-learn reports it, beside the published table.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { argmax, classificationReport, confusionMatrix } from '@ser/metrics';
import { compareWithPublished, publishedReports } from '@ser/metrics/speech';
import { toMarkdown } from '@ser/metrics/tables';
import { backboneFingerprint, predict, selectBackend } from '@ser/models';
import { loadClassifier } from '@ser/models/node';
import { embed, type NetworkName, openNetwork, readPreprocessed } from './recipe.ts';

const { values: given } = parseArgs({
  options: {
    model: { type: 'string', default: 'VGG16' },
    work: { type: 'string', default: 'work' },
    backend: { type: 'string', default: 'wasm' },
  },
});
const model = given.model as NetworkName;
const backend = await selectBackend(given.backend as 'wasm' | 'gpu');
const data = await readPreprocessed(given.work);
const { head, labels, backbone: reference, preprocessing } = await loadClassifier(join(given.work, model));
const backbone = await openNetwork(model, String(preprocessing.weights), data);
if (reference?.fingerprint !== (await backboneFingerprint(backbone))) {
  throw new Error(`${model} was trained on other weights; run train.ts again.`);
}

const { x, own } = await embed(data, 'test', backbone, backend);
const probabilities = await predict(head, x, { sampleShape: [backbone.outputDim], batchSize: 256 });
const yTrue = own.map(({ emotion }) => emotion);
const yPred = argmax(probabilities, labels);
const report = classificationReport({ yTrue, yPred, labels, digits: 4 });
console.log(`${model} on ${own.length} test files\n\n${report}`);
const rows = confusionMatrix({ yTrue, yPred, labels }).to2DArray();
console.log(`true \\ predicted: ${labels.join(', ')}`);
for (const [i, row] of rows.entries())
  console.log(`${labels[i]!.padEnd(12)}${row.map((n) => String(n).padStart(5)).join('')}`);
const published = publishedReports[model];
const isComparable = Object.keys(published.classes).sort().join() === labels.join();
if (isComparable) console.log(`\n${toMarkdown(compareWithPublished(report, published))}`);
