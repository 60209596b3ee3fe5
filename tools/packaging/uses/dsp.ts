// What an application does with @ser/dsp, in Node and in browsers.
import {
  compose,
  encodeWav,
  extractFeatures,
  loadWav,
  randomGaussianNoise,
  randomPitchShift,
  reduceNoise,
  specAugment,
  toImage,
} from '@ser/dsp';

export async function use(): Promise<object> {
  const tone = Float32Array.from({ length: 48_000 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / 48_000));
  const wav = encodeWav({ channels: [tone], sampleRate: 48_000 }, { bitDepth: 16 });
  const { samples, sampleRate } = loadWav(wav, { sampleRate: 22_050 });
  const { logMelSpectrogram, mfcc } = extractFeatures(samples, {
    sampleRate,
    features: { logMelSpectrogram: { nMels: 64, ref: 'max' }, mfcc: { nMfcc: 13 } },
  });
  const image = toImage(logMelSpectrogram, { height: 96, width: 96 });
  const augment = compose([randomGaussianNoise({ p: 1 }), randomPitchShift({ p: 1 })]);
  return {
    wav: wav.length,
    samples: samples.length,
    loudest: loudestBand(logMelSpectrogram),
    mfcc: mfcc.shape,
    image: image.shape,
    masked: specAugment(image, { seed: 1 }).spectrogram.shape,
    quieter: reduceNoise(samples, { sampleRate, method: 'spectral-gating' }).length,
    // The promise of seeds: the same bytes on every engine.
    seeded: digest(augment.augment(samples, { sampleRate, seed: 7 }).samples as Float32Array),
  };
}

/** The band that holds most of the energy: that of the tone. */
function loudestBand(matrix: { readonly shape: readonly number[]; get(band: number, frame: number): number }): number {
  const [bands, frames] = matrix.shape as [number, number];
  const levels = Array.from({ length: bands }, (_, band) => matrix.get(band, frames >> 1));
  return levels.indexOf(Math.max(...levels));
}

/** FNV-1a over the bytes, which needs nothing of the platform. */
function digest(samples: Float32Array): string {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
