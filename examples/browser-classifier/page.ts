import { colormap, melSpectrogram, powerToDb, toMono } from '@ser/dsp';
import { predict, selectBackend, unpackClassifier } from '@ser/models';
import { dim, sampleRate, voiceStatistics } from './voice-statistics.ts';

const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const file = element<HTMLInputElement>('file');
const record = element<HTMLButtonElement>('record');
const status = element('status');

// A head this small needs neither a GPU nor WebAssembly.
await selectBackend('cpu');
const names = ['classifier.json', 'model.json', 'weights.bin'];
const bytes = await Promise.all(names.map(async (name) => (await fetchFile(`model/${name}`)).arrayBuffer()));
const classifier = await unpackClassifier(new Map(names.map((name, i) => [name, new Uint8Array(bytes[i]!)])));
status.textContent = 'Ready.';

file.addEventListener('change', () => file.files?.[0] && attempt(file.files[0].name, file.files[0]));
record.addEventListener('click', () => attempt('Your recording', recordVoice(3)));

/** Shows what the model predicts, or why it cannot. */
async function attempt(title: string, source: Blob | Promise<Blob>): Promise<void> {
  record.disabled = true;
  try {
    const samples = await decode(await source);
    const probabilities = await predict(classifier.head, voiceStatistics(samples), { sampleShape: [dim] });
    draw(samples);
    show(probabilities);
    status.textContent = `${title}: ${(samples.length / sampleRate).toFixed(1)} s`;
  } catch (error) {
    status.textContent = `${title}: ${error instanceof Error ? error.message : error}`;
  } finally {
    record.disabled = false;
  }
}

/** Whatever the browser can decode, as one channel at the rate of the model. */
async function decode(audio: Blob): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, 1, sampleRate);
  const decoded = await context.decodeAudioData(await audio.arrayBuffer());
  return toMono(Array.from({ length: decoded.numberOfChannels }, (_, channel) => decoded.getChannelData(channel)));
}

async function recordVoice(seconds: number): Promise<Blob> {
  // The browser's own clean-up would change the voice.
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio });
  const recorder = new MediaRecorder(stream);
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
  recorder.start();
  status.textContent = 'Recording: speak now.';
  setTimeout(() => recorder.stop(), 1000 * seconds);
  await stopped;
  for (const track of stream.getTracks()) track.stop();
  return new Blob(pieces, { type: recorder.mimeType });
}

function draw(samples: Float32Array): void {
  const canvas = element<HTMLCanvasElement>('spectrogram');
  const { width, height } = canvas;
  const decibels = powerToDb(melSpectrogram(samples, { sampleRate, nMels: 64 }), { ref: 'max', topDb: 60 });
  const image = colormap(decibels, { width, height, origin: 'lower' });
  const pixels = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) pixels.data[4 * i + c] = 255 * image.data[3 * i + c]!;
    pixels.data[4 * i + 3] = 255;
  }
  canvas.getContext('2d')!.putImageData(pixels, 0, 0);
  canvas.hidden = false;
}

function show(probabilities: Float32Array): void {
  const ranked = classifier.labels
    .map((label, i) => ({ label, probability: probabilities[i]! }))
    .sort((a, b) => b.probability - a.probability);
  element('result').replaceChildren(
    ...ranked.map(({ label, probability }) => {
      const meter = Object.assign(document.createElement('meter'), { value: probability, title: label });
      const item = document.createElement('li');
      item.append(span(label), meter, span(`${(100 * probability).toFixed(1)} %`));
      return item;
    }),
  );
}

function span(text: string): HTMLSpanElement {
  return Object.assign(document.createElement('span'), { textContent: text });
}

async function fetchFile(path: string): Promise<Response> {
  const response = await fetch(path);
  if (response.ok) return response;
  throw new Error(`${path} could not be fetched (${response.status}).`);
}
