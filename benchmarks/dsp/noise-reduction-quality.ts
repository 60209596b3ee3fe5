// pnpm tsx benchmarks/dsp/noise-reduction-quality.ts [folder of WAV files]     (after `pnpm build`)
//
// What noise reduction gains and what it costs. Speech and noise are mixed at a known ratio; the gains that a method finds
// on the mixture are applied to speech and noise apart (they are linear in what they are applied to), so that both can be
// measured exactly:
//   SNR gain    10·log10(|G s|² / |G n|²) less the ratio of the mixture: higher is better
//   distortion  10·log10(|s − G s|² / |s|²): what happened to the speech, lower is better
//   SDR gain    10·log10(|s|² / |s − G(s + n)|²) less the ratio of the mixture: both at once, higher is better
// Without a folder the speech is synthetic: `ser demo` makes a corpus that is nearer to the real thing.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as dsp from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';

const sampleRate = 22050;
const folder = process.argv[2];
const clips = folder === undefined ? [0, 1, 2, 3].map(syllables) : await load(folder, 24);

/** Voiced syllables with gliding pitch, and pauses. */
function syllables(voice: number): Float64Array {
  let phase = 0;
  return Float64Array.from({ length: 3 * sampleRate }, (_, n) => {
    const t = n / sampleRate;
    phase += (110 + 35 * voice + 40 * Math.sin(2 * Math.PI * 0.7 * t)) / sampleRate;
    const loudness = Math.max(0, Math.sin(2 * Math.PI * (1.5 + 0.2 * voice) * t)) ** 0.5;
    let sum = 0;
    for (let h = 1; h <= 25; h++) sum += Math.sin(2 * Math.PI * h * phase) / (1 + Math.abs(h - 4));
    return 0.1 * loudness * sum;
  });
}

/** Some clips, spread over a folder. */
async function load(dir: string, most: number): Promise<Float64Array[]> {
  const files = (readdirSync(dir, { recursive: true }) as string[]).filter((file) => file.endsWith('.wav')).sort();
  const chosen = files.filter((_, i) => i % Math.ceil(files.length / most) === 0);
  return Promise.all(
    chosen.map(async (file) => Float64Array.from((await loadAudioFile(join(dir, file), { sampleRate })).samples)),
  );
}

const noises: Record<string, (length: number, normal: () => number) => Float64Array> = {
  white: (length, normal) => Float64Array.from({ length }, normal),
  // First-order low-pass at 150 Hz: rumble and hum of rooms.
  brown: (length, normal) => {
    let state = 0;
    return Float64Array.from({ length }, () => (state = 0.958 * state + normal()));
  },
  swelling: (length, normal) =>
    Float64Array.from({ length }, (_, n) => normal() * (1 + 0.9 * Math.sin((2 * n) / sampleRate))),
};

const methods: Record<string, dsp.ReduceNoiseOptions> = {
  'subtraction, quantile': { sampleRate },
  'subtraction, tracked': { sampleRate, noise: 'tracked' },
  'subtraction, Boll': { sampleRate, rule: 'boll' },
  'gate, quantile': { sampleRate, method: 'spectral-gating' },
  'gate, tracked': { sampleRate, method: 'spectral-gating', noise: 'tracked' },
  'gate, averaged mask': { sampleRate, method: 'spectral-gating', smoothing: 'average' },
  'adaptive gate': { sampleRate, method: 'spectral-gating', stationary: false },
};

const energy = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, v) => sum + v * v, 0);
const decibels = (a: ArrayLike<number>, b: ArrayLike<number>): number => 10 * Math.log10(energy(a) / energy(b));

function apply(mask: dsp.Matrix<Float64Array>, samples: Float64Array): Float64Array {
  const nFft = 2 * (mask.shape[0]! - 1);
  const { re, im } = dsp.stft(samples, { nFft });
  mask.data.forEach((gain, i) => {
    re.data[i]! *= gain;
    im.data[i]! *= gain;
  });
  return dsp.istft({ re, im }, { nFft, length: samples.length });
}

console.log(
  `${clips.length} clips of ${folder === undefined ? 'synthetic syllables' : folder}; SNR gain / distortion / SDR gain in dB`,
);
for (const [kind, make] of Object.entries(noises)) {
  console.log(
    `\n${`${kind} noise at`.padEnd(24)}${['0 dB', '5 dB', '10 dB', '20 dB'].map((s) => s.padStart(21)).join('')}`,
  );
  for (const [name, options] of Object.entries(methods)) {
    const cells = [0, 5, 10, 20].map((snrDb) => {
      const normal = dsp.createNormal(dsp.createRandom(1));
      const sums = [0, 0, 0];
      for (const clip of clips) {
        const noisy = dsp.addBackgroundNoise(clip, { noise: make(clip.length, normal), snrDb });
        const noise = noisy.map((v, i) => v - clip[i]!);
        const mask = dsp.noiseReductionMask(noisy, options);
        const [speech, rest] = [apply(mask, clip), apply(mask, noise)];
        sums[0]! += decibels(speech, rest) - snrDb;
        sums[1]! += decibels(
          clip.map((v, i) => v - speech[i]!),
          clip,
        );
        sums[2]! +=
          decibels(
            clip,
            clip.map((v, i) => v - speech[i]! - rest[i]!),
          ) - snrDb;
      }
      return sums
        .map((sum) => (sum / clips.length).toFixed(1).padStart(6))
        .join(' ')
        .padStart(21);
    });
    console.log(name.padEnd(24) + cells.join(''));
  }
}
