// pnpm tsx benchmarks/dsp/folder.ts [files | folder] [rounds]     (after `pnpm build`; PYTHON: one with librosa and joblib)
//
// Log-mel bands and MFCC of the first 3 s of the WAV files of a folder, or of so many synthetic clips at 48 kHz (2,452
// unless told otherwise, as many as RAVDESS has), on all cores: worker threads here, joblib's processes there, each warmed
// up first. Prints clips per second.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeWav } from '@ser/dsp';
import { extractFileFeatures } from '@ser/dsp/node';

const argument = process.argv[2] ?? '2452';
const rounds = Number(process.argv[3] ?? 3);
const workers = availableParallelism();
const isFolder = !/^\d+$/.test(argument);
const folder = isFolder ? argument : mkdtempSync(join(tmpdir(), 'dsp-folder-'));
if (!isFolder) writeClips(Number(argument));
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.wav'))
  .sort()
  .map((name) => join(folder, name));
const count = paths.length;

function writeClips(clips: number): void {
  for (let i = 0; i < clips; i++) {
    const clip = Float32Array.from({ length: 3 * 48000 }, (_, n) => {
      const noise = (((n + i) * 7919) % 1009) / 1009 - 0.5;
      return 0.4 * Math.sin(n * (0.02 + i * 1e-6)) * Math.sin(n * 5e-5) + 0.01 * noise;
    });
    const path = join(folder, `${String(i).padStart(5, '0')}.wav`);
    writeFileSync(path, encodeWav({ channels: [clip], sampleRate: 48000 }, { bitDepth: 16 }));
  }
}

const options = {
  sampleRate: 22050,
  duration: 3,
  normalize: true,
  workers,
  features: { logMelSpectrogram: { nMels: 64, ref: 'max' as const }, mfcc: { nMfcc: 13 } },
};
const ours = async (): Promise<number> => {
  let start = 0;
  for await (const { index, error } of extractFileFeatures([...paths.slice(0, 16), ...paths], options)) {
    if (error) throw error;
    if (index === 15) start = performance.now();
  }
  return (count / (performance.now() - start)) * 1000;
};
const theirs = (): number =>
  Number(
    execFileSync(process.env.PYTHON ?? 'python', [
      fileURLToPath(new URL('folder_side.py', import.meta.url)),
      folder,
      String(workers),
    ]),
  );

console.log(`${count} clips, ${workers} cores`);
console.log('round   ours clips/s   librosa + joblib clips/s   ours / theirs');
for (let round = 1; round <= rounds; round++) {
  const [a, b] = [await ours(), theirs()];
  const cells = [a.toFixed(0).padStart(14), b.toFixed(0).padStart(26), (a / b).toFixed(2).padStart(15)];
  console.log(`${round}      ${cells.join(' ')}`);
}
if (!isFolder) rmSync(folder, { recursive: true });
