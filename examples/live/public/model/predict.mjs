// Emotion of recordings by voice statistics: node predict.mjs FILE…   Needs: npm install @ser/dsp @ser/models
import { readFileSync } from 'node:fs';
import { voiceFunctionals } from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';
import { predictProbabilities, readLinearModel } from '@ser/models';

const { labels, longest, window, calibration, model } = JSON.parse(
  readFileSync(new URL('functionals.json', import.meta.url), 'utf8'),
);
const classifier = readLinearModel(model);

/** A recording as long as those of the training, or windows of a longer one that overlap by half. */
function* stretches(samples, rate) {
  const size = Math.trunc(window * rate);
  const starts = [0];
  if (Math.fround(samples.length / rate) > longest) {
    const step = Math.floor(size / 2);
    while (starts.at(-1) + step + size <= samples.length) starts.push(starts.at(-1) + step);
    if (starts.at(-1) + size < samples.length) starts.push(samples.length - size);
  }
  for (const start of starts) {
    const piece = starts.length === 1 ? samples : samples.subarray(start, start + size);
    if (piece.some((sample) => sample !== 0)) yield Float32Array.from(voiceFunctionals(piece, { sampleRate: rate }).values);
  }
}

for (const file of process.argv.slice(2)) {
  const { samples, sampleRate } = await loadAudioFile(file, { sampleRate: null });
  const rows = [...stretches(samples, sampleRate)];
  if (rows.length === 0) {
    console.log(JSON.stringify({ file, label: null, reasons: ['silent'] }));
    continue;
  }
  const raw = predictProbabilities(classifier, rows);
  const powers = labels.map((_, i) => {
    const mean = rows.reduce((sum, _, row) => sum + Math.fround(raw[row * labels.length + i]), 0) / rows.length;
    return Math.max(mean, 1e-12) ** (1 / calibration.temperature);
  });
  const total = powers.reduce((sum, power) => sum + power, 0);
  const probabilities = Object.fromEntries(labels.map((label, i) => [label, powers[i] / total]));
  const guess = labels[powers.indexOf(Math.max(...powers))];
  const label = probabilities[guess] < (calibration.threshold ?? 0) ? null : guess;
  console.log(JSON.stringify({ file, label, guess, probabilities }));
}
