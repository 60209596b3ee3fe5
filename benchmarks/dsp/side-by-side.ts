// pnpm tsx benchmarks/dsp/side-by-side.ts [task …]     (after `pnpm build`; PYTHON names an interpreter with librosa 0.11)
//
// One process each, one thread each, the same 3 s clip at 48 kHz and 16 bits, float32 on both sides as librosa.load gives
// it. Each round times ours, then librosa's; the ratio is taken within the round, and the median over the rounds is shown.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as dsp from '@ser/dsp';
import { compare, printHead, startPython, timed } from './compare.ts';

const rounds = 15;
const folder = mkdtempSync(join(tmpdir(), 'dsp-benchmark-'));
const path = join(folder, 'clip.wav');

/** Something like a voice: a gliding harmonic tone in noise, with pauses. */
const clip = Float32Array.from({ length: 3 * 48000 }, (_, n) => {
  const t = n / 48000;
  const phase = 2 * Math.PI * (140 * t + 6 * Math.sin(2 * Math.PI * 1.3 * t));
  let tone = 0;
  for (let h = 1; h <= 20; h++) tone += Math.sin(h * phase) / h;
  const noise = ((n * 7919) % 1009) / 1009 - 0.5;
  return 0.2 * tone * Math.max(0, Math.sin(2 * Math.PI * 0.9 * t)) + 0.002 * noise;
});
writeFileSync(path, dsp.encodeWav({ channels: [clip], sampleRate: 48000 }, { bitDepth: 16 }));

const load = () => dsp.loadWav(readFileSync(path), { sampleRate: 22050, duration: 3 });
const { samples: y } = load();
const D = dsp.stft(y);
const S = dsp.spectrogram(y);
const M = dsp.mfcc(y, { nMfcc: 13 });
const logMel = (samples: Float32Array) => dsp.powerToDb(dsp.melSpectrogram(samples, { nMels: 64 }), { ref: 'max' });

const tasks: Record<string, () => unknown> = {
  load,
  chain: () => {
    const samples = dsp.normalizePeak(load().samples);
    const { mfcc } = dsp.extractFeatures(samples, {
      features: { logMelSpectrogram: { nMels: 64, ref: 'max' }, mfcc: { nMfcc: 13 } },
    });
    return [dsp.delta(mfcc), dsp.delta(mfcc, { order: 2 })];
  },
  stft: () => dsp.stft(y),
  istft: () => dsp.istft(D, { length: y.length }),
  melSpectrogram: () => dsp.melSpectrogram(y, { nMels: 64 }),
  logMel: () => logMel(y),
  mfcc: () => dsp.mfcc(y, { nMfcc: 13 }),
  deltas: () => [dsp.delta(M), dsp.delta(M, { order: 2 })],
  rms: () => dsp.rms(y),
  zeroCrossingRate: () => dsp.zeroCrossingRate(y),
  spectralCentroid: () => dsp.spectralCentroid(y),
  spectralBandwidth: () => dsp.spectralBandwidth(y),
  spectralRolloff: () => dsp.spectralRolloff(y),
  spectralFlatness: () => dsp.spectralFlatness(y),
  spectralContrast: () => dsp.spectralContrast(y),
  chromaStft: () => dsp.chromaStft(y),
  timeStretch: () => dsp.timeStretch(y, { rate: 1.15 }),
  pitchShift: () => dsp.pitchShift(y, { sampleRate: 22050, nSteps: 3 }),
  timeStretchSlow: () => dsp.timeStretch(y, { rate: 0.85 }),
  pitchShiftDown: () => dsp.pitchShift(y, { sampleRate: 22050, nSteps: -3 }),
  // Against noisereduce's algorithm, written in scipy: scipy_noise_gate.py.
  spectralGate: () => dsp.reduceNoise(y, { sampleRate: 22050, method: 'spectral-gating' }),
  adaptiveGate: () => dsp.reduceNoise(y, { sampleRate: 22050, method: 'spectral-gating', stationary: false }),
  spectralSubtraction: () => dsp.reduceNoise(y, { sampleRate: 22050 }),
  onsetDetect: () => dsp.onsetDetect(y),
  tempo: () => dsp.tempo(y),
  yin: () => dsp.yin(y, { fMin: 65, fMax: 500 }),
  pyin: () => dsp.pyin(y, { fMin: 65, fMax: 500 }),
  hpss: () => dsp.hpss(S),
  onsetStrength: () => dsp.onsetStrength(y),
  pcen: () => dsp.pcen(S),
  cqt: () => dsp.cqt(y),
  chromaCqt: () => dsp.chromaCqt(y, { tuning: 0 }),
  lpc: () => dsp.lpc(y, { order: 16 }),
  griffinLim: () => dsp.griffinLim(S, { nIter: 8, seed: 1 }),
  gaussianNoise: () => dsp.addGaussianNoise(y, { seed: 1 }),
};

const python = startPython('librosa_side.py', [path]);
const wanted = process.argv.slice(2);
const width = 20;
printHead(width);
for (const name of wanted.length ? wanted : Object.keys(tasks)) {
  const run = tasks[name]!;
  await timed(run, 20);
  const { wall: once } = await python.ask(`${name} 3`);
  const repetitions = Math.max(2, Math.round(60 / once));
  const sides = { ours: () => timed(run, repetitions), theirs: () => python.ask(`${name} ${repetitions}`) };
  await compare(name, sides, { rounds, width });
}
python.close();
rmSync(folder, { recursive: true });
