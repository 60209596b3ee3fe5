import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, encodeWav } from '../../packages/dsp/src/index.ts';

const speakers = { anna: 210, ben: 110, cleo: 190, dan: 125, eva: 230, finn: 95 };

/** `corpus/`: six speakers, two moods, four takes of each. The keen voice moves up and down and is bright, the bored one is not. */
export default async function fixture(folder: string): Promise<void> {
  await mkdir(join(folder, 'corpus'));
  const random = createRandom(0);
  for (const [speaker, pitch] of Object.entries(speakers)) {
    for (const mood of ['bored', 'keen']) {
      for (let take = 1; take <= 4; take++) {
        const samples = voice(pitch * (0.95 + 0.1 * random()), mood === 'keen', random);
        const wav = encodeWav({ channels: [samples], sampleRate: 22050 });
        await writeFile(join(folder, 'corpus', `${speaker}_${mood}_${take}.wav`), wav);
      }
    }
  }
}

function voice(pitch: number, keen: boolean, random: () => number): Float32Array {
  const depth = keen ? 0.25 : 0.03;
  const offset = random();
  let phase = 0;
  return Float32Array.from({ length: 22050 }, (_, n) => {
    phase += (pitch * (1 + depth * Math.sin(2 * Math.PI * (3 * (n / 22050) + offset)))) / 22050;
    let tone = 0;
    for (let h = 1; h <= 20; h++) tone += Math.sin(2 * Math.PI * h * phase) / (keen ? h : h * h);
    return 0.2 * tone + 0.01 * (random() - 0.5);
  });
}
