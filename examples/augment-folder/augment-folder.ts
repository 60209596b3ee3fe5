// Varied copies of every WAV file of a folder: noise, tempo, pitch and loudness, drawn from a seed.

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as dsp from '@ser/dsp';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { copies: { type: 'string', default: '2' }, seed: { type: 'string', default: '0' } },
});
const [from, to] = positionals;
if (!from || !to) throw new Error('Which folders? augment-folder.ts FROM TO [--copies 2] [--seed 0]');

const augment = dsp.compose([
  dsp.randomGaussianSnr({ p: 0.5, minSnrDb: 15, maxSnrDb: 35 }),
  dsp.randomTimeStretch({ p: 0.5, minRate: 0.85, maxRate: 1.15, leaveLengthUnchanged: false }),
  dsp.randomPitchShift({ p: 0.5, minSemitones: -3, maxSemitones: 3 }),
  dsp.randomGain({ p: 0.5, minGainDb: -9, maxGainDb: 0 }),
]);

await mkdir(to, { recursive: true });
const drawn: Record<string, unknown> = {};
for (const file of (await readdir(from)).filter((name) => name.endsWith('.wav')).sort()) {
  const { samples, sampleRate } = dsp.loadWav(await readFile(join(from, file)), { sampleRate: null });
  for (let copy = 1; copy <= Number(values.copies); copy++) {
    // A seed for each copy: it stays the same when files come or go, or the order changes.
    const seed = dsp.deriveSeed(Number(values.seed), file, copy);
    const varied = augment.augment(samples, { sampleRate, seed });
    const name = `${basename(file, '.wav')}-${copy}.wav`;
    await writeFile(join(to, name), dsp.encodeWav({ channels: [varied.samples], sampleRate }));
    drawn[name] = varied.applied;
  }
}
// What was drawn, so that every copy can be explained, and made again with `augment.replay`.
await writeFile(join(to, 'augmented.json'), `${JSON.stringify({ augment, drawn }, null, 2)}\n`);
console.log(`${Object.keys(drawn).length} files in ${to}`);
