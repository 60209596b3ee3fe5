// Makes the WAV files beside it. Run: npx tsx examples/recordings/make-recordings.ts

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav, normalizePeak, trimSilence } from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';
import { generateDemoCorpus } from '@ser-examples/demo-corpus';

const corpus = await mkdtemp(join(tmpdir(), 'recordings-'));
for await (const _ of generateDemoCorpus({ dir: corpus, actors: 4, itemsPerActor: 'all', seed: 0 }));

for (const actor of ['01', '02', '03', '04']) {
  // Neutral, about the kids; angry, about the dogs.
  for (const take of ['03-01-01-01-01-01', '03-01-05-01-02-01']) {
    const name = `${take}-${actor}.wav`;
    const { samples, sampleRate } = await loadAudioFile(join(corpus, `Actor_${actor}`, name), { sampleRate: 16000 });
    const speech = normalizePeak(trimSilence(samples, { topDb: 30 }).samples, { peak: 0.9 });
    await writeFile(new URL(name, import.meta.url), encodeWav({ channels: [speech], sampleRate }));
  }
}
await rm(corpus, { recursive: true });
