import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, encodeWav } from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';

/** Who speaks in turn, by the number of the actor, and the emotions of the clips, as RAVDESS numbers them. */
const turns: readonly (readonly [speaker: string, actor: number, emotions: readonly number[]])[] = [
  ['Ann', 1, [2, 2, 1]],
  ['Bob', 2, [2, 2, 2]],
  ['Ann', 1, [1, 2]],
  ['Bob', 2, [5, 5, 5, 5]],
  ['Ann', 1, [2, 2]],
  ['Bob', 2, [5, 5]],
  ['Ann', 1, [2, 1]],
  ['Bob', 2, [2, 2, 4]],
];
/** Seconds between two clips, and between two turns. */
const [breath, pause] = [0.25, 0.9];

/** Joins clips of the demo corpus to a call of two: `call.wav`, and `call.rttm`, which says who speaks when. */
export async function writeJoinedCall(corpus: string, folder: string): Promise<{ call: string; speakers: string }> {
  const random = createRandom(0);
  const parts: Float32Array[] = [];
  const segments: string[] = [];
  const taken = new Map<string, number>();
  let rate = 0;
  let length = 0;
  const add = (samples: Float32Array): void => {
    parts.push(samples);
    length += samples.length;
  };
  for (const [speaker, actor, emotions] of turns) {
    const home = join(corpus, `Actor_${String(actor).padStart(2, '0')}`);
    const names = (await readdir(home)).sort();
    for (const emotion of emotions) {
      const own = names.filter((name) => name.startsWith(`03-01-0${emotion}-`));
      const key = `${actor} ${emotion}`;
      const index = taken.get(key) ?? 0;
      taken.set(key, index + 1);
      const { samples, sampleRate } = await loadAudioFile(join(home, own[index % own.length]!), { sampleRate: null });
      rate = sampleRate;
      segments.push(segmentOf(speaker, length / rate, samples.length / rate));
      add(samples);
      add(new Float32Array(Math.round(breath * rate)));
    }
    add(Float32Array.from({ length: Math.round(pause * rate) }, () => 0.001 * (random() - 0.5)));
  }
  const whole = new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  const [call, speakers] = [join(folder, 'call.wav'), join(folder, 'call.rttm')];
  await writeFile(call, encodeWav({ channels: [whole], sampleRate: rate }, { bitDepth: 16 }));
  await writeFile(speakers, segments.join(''));
  return { call, speakers };
}

/** A line of RTTM; times in seconds. */
function segmentOf(speaker: string, start: number, duration: number): string {
  return `SPEAKER call 1 ${start.toFixed(3)} ${duration.toFixed(3)} <NA> <NA> ${speaker} <NA> <NA>\n`;
}
