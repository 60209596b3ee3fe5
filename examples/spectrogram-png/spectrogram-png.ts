// The mel spectrogram of a WAV file as a PNG picture: time from left to right, low tones at the bottom.

import { colormap, melSpectrogram, powerToDb } from '@ser/dsp';
import { loadAudioFile, writePng } from '@ser/dsp/node';

const [input, output] = process.argv.slice(2);
if (!input || !output) throw new Error('Which files? spectrogram-png.ts INPUT.wav OUTPUT.png');

const { samples, sampleRate } = await loadAudioFile(input, { sampleRate: 22050 });
const power = melSpectrogram(samples, { sampleRate, nMels: 128, fMax: 8000 });
const decibels = powerToDb(power, { ref: 'max', topDb: 60 });
const [bands, frames] = decibels.shape as [number, number];

// Three pixels per band, four per frame.
const picture = { height: 3 * bands, width: 4 * frames, origin: 'lower' } as const;
await writePng(output, colormap(decibels, { ...picture, name: 'magma' }));

const seconds = (samples.length / sampleRate).toFixed(2);
console.log(
  `${output}: ${seconds} s of sound, ${bands} mel bands × ${frames} frames, ${picture.width} × ${picture.height} pixels`,
);
