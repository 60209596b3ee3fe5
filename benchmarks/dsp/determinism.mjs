// Prints one hash for each seeded function, to be compared between engines, versions and machines:
//   node benchmarks/dsp/determinism.mjs
// Plain JavaScript, so that any Node can run it after `pnpm build`. Equal seeds must give equal lines everywhere.
import { createHash } from 'node:crypto';
import * as dsp from '@ser/dsp';

const sampleRate = 22050;
const normal = dsp.createNormal(dsp.createRandom(1));
const noise = Float64Array.from({ length: 30000 }, () => 0.1 * normal());
// Sums and products only: the input itself must not depend on the engine.
const samples = noise.map((value, n) => value + 0.3 * (((n * 441) % 22050) / 11025 - 1));
const p = 1;

const transforms = [
  dsp.randomGaussianNoise({ p }),
  dsp.randomGaussianSnr({ p }),
  dsp.randomGain({ p }),
  dsp.randomPolarityInversion({ p }),
  dsp.randomShift({ p }),
  dsp.randomTimeStretch({ p }),
  dsp.randomPitchShift({ p }),
  dsp.randomLowPass({ p }),
  dsp.randomHighPass({ p, zeroPhase: true }),
  dsp.randomBandPass({ p }),
  dsp.randomPeak({ p }),
  dsp.randomClipping({ p }),
  dsp.randomTimeMask({ p }),
  dsp.randomBackgroundNoise({ p, noises: { noise } }),
  dsp.randomImpulseResponse({
    p,
    impulseResponses: { room: dsp.exponentialImpulseResponse({ sampleRate, decayTime: 0.3, seed: 2 }) },
  }),
];
transforms.push(
  dsp.compose(
    [...transforms].map((transform) =>
      dsp.transformFromJson(JSON.parse(JSON.stringify({ ...transform.toJSON(), p: 0.5 })), {
        noises: { noise },
        impulseResponses: { room: Float32Array.of(1, 0.5, 0.25) },
      }),
    ),
    { shuffle: true },
  ),
);

function digest(array) {
  return createHash('sha256')
    .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    .digest('hex');
}

console.log(`# Node ${process.version}, V8 ${process.versions.v8}, ${process.arch}`);
for (const transform of transforms) {
  const hashes = [Float32Array, Float64Array].flatMap((Type) =>
    [1, 2, 3].map((seed) => digest(transform.augment(Type.from(samples), { sampleRate, seed }).samples)),
  );
  console.log(transform.type.padEnd(20), digest(Buffer.from(hashes.join())).slice(0, 32));
}
const mel = dsp.melSpectrogram(Float64Array.from(samples), { sampleRate, nMels: 64 });
const masked = dsp.specAugment(mel, { seed: 1, timeWarp: 10, frequencyMasks: 2, timeMasks: 2 });
console.log('specAugment'.padEnd(20), digest(Buffer.from(JSON.stringify(masked.masks))).slice(0, 32));
console.log('melSpectrogram'.padEnd(20), digest(mel.data).slice(0, 32));
console.log('toImage'.padEnd(20), digest(dsp.toImage(mel, { height: 224, width: 224 }).data).slice(0, 32));
console.log('reduceNoise'.padEnd(20), digest(dsp.reduceNoise(samples, { sampleRate })).slice(0, 32));
