// Which recordings of a folder are alike: an embedding of each by a VGG16, and its nearest neighbor.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fixLength, melSpectrogram, normalizePeak, powerToDb, toImage } from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';
import { describeBackbone, extractEmbeddings, type ImageLike, preprocessInput } from '@ser/models';
import { fetchImageNetWeights } from '@ser/models/node';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { imagenet: { type: 'boolean' } } });
const [folder] = positionals;
if (!folder) throw new Error('Which folder? nearest-neighbors.ts FOLDER [--imagenet]');
const files = (await readdir(folder)).filter((name) => name.endsWith('.wav')).sort();

// Random weights need no download and tell voices apart already; --imagenet fetches the 59 MB that Keras uses.
const weights = values.imagenet ? await fetchImageNetWeights('vgg16') : null;
const backbone = describeBackbone('vgg16', { inputShape: [64, 130, 3], weights, seed: 0 });

async function* images(): AsyncGenerator<ImageLike> {
  for (const file of files) {
    const { samples, sampleRate } = await loadAudioFile(join(folder!, file), { sampleRate: 22050 });
    const voice = normalizePeak(fixLength(samples, { size: 3 * sampleRate }));
    const image = toImage(powerToDb(melSpectrogram(voice, { sampleRate, nMels: 64, fMax: 8000 }), { ref: 'max' }));
    yield preprocessInput('vgg16', { data: image.data.map((value) => 255 * value), shape: image.shape });
  }
}
const embeddings: Float32Array[] = [];
for await (const embedding of extractEmbeddings(images(), { backbone })) embeddings.push(embedding);

// What all recordings share says nothing about which are alike: take the mean away, then compare directions.
const mean = Float64Array.from(
  { length: backbone.outputDim },
  (_, i) => sum(embeddings.map((e) => e[i]!)) / files.length,
);
const centered = embeddings.map((embedding) => Array.from(embedding, (value, i) => value - mean[i]!));
const units = centered.map((vector) => vector.map((value) => value / Math.sqrt(sum(vector.map((x) => x * x)))));

for (const [a, file] of files.entries()) {
  const neighbors = files
    .map((name, b) => ({ name, cosine: sum(units[a]!.map((value, i) => value * units[b]![i]!)) }))
    .filter((_, b) => b !== a)
    .sort((x, y) => y.cosine - x.cosine);
  console.log(`${file} → ${neighbors[0]!.name} (cosine ${neighbors[0]!.cosine.toFixed(2)})`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
