import type { Settings } from '../settings/settings.ts';

/** What the scripts of an export say of themselves. */
export interface ScriptFacts {
  readonly model: string;
  readonly noiseReduction: Settings['noiseReduction'];
  /** Whether a network takes images, which are made of samples of one length and loudness. */
  readonly isImage: boolean;
}

/** A script that gives in Python the probabilities that `evaluate` scored, with ONNX Runtime and librosa; null for too low ones. */
export function pythonScript({ model, noiseReduction, isImage }: ScriptFacts): string {
  const resampled = 'librosa.resample(piece, orig_sr=rate, target_sr=about["sampleRate"])';
  const isCleaned = noiseReduction !== 'none';
  return `"""Emotion of recordings by ${model}: python predict.py FILE…   Needs: pip install onnxruntime librosa"""
import json, pathlib, sys
import librosa
import numpy as np
import onnxruntime

here = pathlib.Path(__file__).parent
about = json.loads((here / "model.json").read_text("utf-8"))
session = onnxruntime.InferenceSession(str(here / "waveform.onnx"), providers=["CPUExecutionProvider"])


def windows(samples, rate):
    """The first seconds of a recording, or windows that overlap by half, at the model's rate."""
    size = int(about["duration"] * rate)
    starts = [0]
    if about["clips"] == "windows" and len(samples) > size:
        starts = list(range(0, len(samples) - size + 1, size // 2))
        if starts[-1] + size < len(samples):
            starts.append(len(samples) - size)
    for start in starts:
        piece = samples[start : start + size]
        if np.any(piece):
            yield ${isCleaned ? `cleaned(${resampled})` : resampled}

${isCleaned ? pythonCleaning(noiseReduction, isImage) : ''}
for path in sys.argv[1:]:
    samples, rate = librosa.load(path, sr=None, mono=True)
    rows = [session.run(None, {session.get_inputs()[0].name: piece[None]})[0][0] for piece in windows(samples, rate)]
    if not rows:
        print(json.dumps({"file": path, "label": None, "reasons": ["silent"]}))
        continue
    powers = np.maximum(np.mean(rows, axis=0, dtype=np.float64), 1e-12) ** (1 / about["temperature"])
    probabilities = dict(zip(about["labels"], (powers / powers.sum()).tolist()))
    guess = max(probabilities, key=probabilities.get)
    unsure = probabilities[guess] < (about["threshold"] or 0)
    print(json.dumps({"file": path, "label": None if unsure else guess, "guess": guess, "probabilities": probabilities}))
`;
}

/** The same for Node, with ONNX Runtime and `@ser/dsp`. */
export function nodeScript({ model, noiseReduction, isImage }: ScriptFacts): string {
  const isCleaned = noiseReduction !== 'none';
  const names = isCleaned
    ? isImage
      ? 'fixLength, normalizePeak, reduceNoise, resample'
      : 'reduceNoise, resample'
    : 'resample';
  return `// Emotion of recordings by ${model}: node predict.mjs FILE…   Needs: npm install onnxruntime-node @ser/dsp
import { readFileSync } from 'node:fs';
import { ${names} } from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';
import * as ort from 'onnxruntime-node';

const about = JSON.parse(readFileSync(new URL('model.json', import.meta.url), 'utf8'));
const session = await ort.InferenceSession.create(readFileSync(new URL('waveform.onnx', import.meta.url)));

/** The first seconds of a recording, or windows that overlap by half, at the model's rate. */
function* windows(samples, rate) {
  const size = Math.trunc(about.duration * rate);
  const starts = [0];
  if (about.clips === 'windows' && samples.length > size) {
    const step = Math.floor(size / 2);
    while (starts.at(-1) + step + size <= samples.length) starts.push(starts.at(-1) + step);
    if (starts.at(-1) + size < samples.length) starts.push(samples.length - size);
  }
  for (const start of starts) {
    const piece = samples.subarray(start, start + size);
    if (piece.some((sample) => sample !== 0)) yield ${isCleaned ? 'cleaned(' : ''}resample(piece, { from: rate, to: about.sampleRate })${isCleaned ? ')' : ''};
  }
}
${isCleaned ? cleaning(isImage) : ''}
for (const file of process.argv.slice(2)) {
  const { samples, sampleRate } = await loadAudioFile(file, { sampleRate: null });
  const rows = [];
  for (const piece of windows(samples, sampleRate)) {
    const input = new ort.Tensor('float32', piece, [1, piece.length]);
    rows.push(Object.values(await session.run({ [session.inputNames[0]]: input }))[0].data);
  }
  if (rows.length === 0) {
    console.log(JSON.stringify({ file, label: null, reasons: ['silent'] }));
    continue;
  }
  const powers = about.labels.map(
    (_, i) => Math.max(rows.reduce((sum, row) => sum + row[i], 0) / rows.length, 1e-12) ** (1 / about.temperature),
  );
  const total = powers.reduce((sum, power) => sum + power, 0);
  const probabilities = Object.fromEntries(about.labels.map((label, i) => [label, powers[i] / total]));
  const guess = about.labels[powers.indexOf(Math.max(...powers))];
  const label = probabilities[guess] < (about.threshold ?? 0) ? null : guess;
  console.log(JSON.stringify({ file, label, guess, probabilities }));
}
`;
}

/** Noise is reduced before the graph, as it was for the training. */
function cleaning(isImage: boolean): string {
  const prepared = isImage
    ? 'normalizePeak(fixLength(samples, { size: Math.floor(about.duration * sampleRate) }))'
    : 'samples';
  return `
/** What the graph takes in place of a stretch: noise reduction is no part of it. */
function cleaned(samples) {
  const { sampleRate, preprocessing } = about;
  const options = { method: preprocessing.noiseReduction, sampleRate, reduction: preprocessing.noiseStrength ?? 1 };
  return reduceNoise(${prepared}, options);
}
`;
}

/** The same in Python: what `reduceNoise` of `@ser/dsp` does with its defaults, by librosa's own transform. */
function pythonCleaning(method: ScriptFacts['noiseReduction'], isImage: boolean): string {
  const prepared = `
    size = int(about["duration"] * rate)
    samples = librosa.util.normalize(librosa.util.fix_length(samples, size=size))`;
  const gains =
    method === 'spectral-gating'
      ? `
    # Bins that stand out of the noise are open, and stay so where a quarter of those around them is.
    mask = np.where(power > np.exp(1.5 * np.pi / np.sqrt(6) - np.euler_gamma) * noise, 1.0, 0.0)
    reach = [int(min(250, rate / 2) * n_fft / rate), int(0.05 * rate / (n_fft // 4))]
    across, along = [triangle(n, min(r, n - 1)) for n, r in zip(power.shape, reach)]
    share = across @ mask @ along.T
    gains = np.maximum(mask, share) * np.minimum(share / 0.25, 1)`
      : `
    # More of the noise is taken off where a frame is buried in it, and a hundredth stays.
    with np.errstate(divide="ignore", invalid="ignore"):
        snr = 10 * np.log10(energy / noise.sum())
    factor = np.nan_to_num(np.clip(4 - 0.15 * snr, 1, 4.75), nan=1)
    kept = np.minimum(power, np.maximum(power - factor * noise, 0.01 * noise))
    gains = np.where(power > 0, np.sqrt(kept / np.maximum(power, 1e-300)), 1)`;
  const triangle = `
def triangle(n, reach):
    """Averages over neighbors, the nearest of which count most."""
    weights = np.maximum(reach + 1 - np.abs(np.subtract.outer(np.arange(n), np.arange(n))), 0)
    return weights / weights.sum(axis=1, keepdims=True)

`;
  return `${method === 'spectral-gating' ? triangle : ''}
def cleaned(samples):
    """What the graph takes in place of a stretch: noise reduction is no part of it."""
    rate = about["sampleRate"]${isImage ? prepared : ''}
    n_fft = 2 ** max(6, int(np.ceil(np.log2(0.032 * rate))))
    spectrum = librosa.stft(samples, n_fft=n_fft, hop_length=n_fft // 4)
    power = spectrum.real.astype(np.float64) ** 2 + spectrum.imag.astype(np.float64) ** 2
    # Of Gaussian noise, from the quieter moments of every frequency, digital silence left out.
    energy = power.sum(axis=0)
    sounding = np.sort(power[:, energy > 1e-8 * energy.max()], axis=1)
    noise = sounding[:, int(0.3 * (sounding.shape[1] - 1)), None] / -np.log1p(-0.3)${gains}
    gains = 1 - about["preprocessing"].get("noiseStrength", 1) * (1 - gains)
    spectrum = (spectrum * gains).astype(np.complex64)
    return librosa.istft(spectrum, n_fft=n_fft, hop_length=n_fft // 4, length=len(samples))

`;
}

/** A script for Node that gives the probabilities of the baseline. */
export function baselineScript(): string {
  return `// Emotion of recordings by voice statistics: node predict.mjs FILE…   Needs: npm install @ser/dsp @ser/models
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
`;
}
