// Computes: speech gate, features, network. The page sends what is to be done, and shows what comes back.

import type { About } from './about.ts';
import { type Answer, answerOf, answerRecording, judge, Smoother, type TimedAnswer } from './answer.ts';
import { type Device, type OpenModel, openModel, type Runtime, timed } from './model.ts';

/** What the page asks for. */
export type Request =
  | {
      readonly type: 'model';
      readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
      /** Whether there is a graphics processor. */
      readonly graphics: boolean;
    }
  | { readonly type: 'listen'; readonly port: MessagePort; readonly sampleRate: number }
  | { readonly type: 'pause' }
  | { readonly type: 'recording'; readonly samples: Float32Array; readonly sampleRate: number };

/** What it is told. */
export type Reply =
  | { readonly type: 'model'; readonly about: About; readonly runs: string }
  | { readonly type: 'heard'; readonly answer: Answer; readonly milliseconds: number }
  | { readonly type: 'stretch'; readonly answer: TimedAnswer; readonly share: number }
  /** With the milliseconds that the model took per second of sound, where it was asked. */
  | { readonly type: 'recording'; readonly answer: Answer; readonly cost: number | undefined }
  | { readonly type: 'error'; readonly of: Request['type']; readonly message: string };

/** Milliseconds between two answers. */
const period = 500;
/** Seconds that the first answer rests on at least. */
const least = 1;

let model: OpenModel | undefined;
/** Counts what was asked for, so that what is under way sees that it is over. */
let listening = 0;
let recording = 0;

/** A runtime does one thing at a time: what is asked for meanwhile waits. */
let turn: Promise<unknown> = Promise.resolve();
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const mine = turn.then(work);
  turn = mine.catch(() => {});
  return mine;
};
/** By the model that is there when it is its turn. */
const predict: OpenModel['predict'] = (samples, sampleRate) => inTurn(() => model!.predict(samples, sampleRate));

const reply = (message: Reply): void => postMessage(message);

addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  try {
    if (data.type === 'model') {
      recording++;
      const { files, graphics } = data;
      model = await inTurn(() => openModel(files, importRuntime, { graphics, before: model }));
      reply({ type: 'model', about: model.about, runs: model.runs });
    } else if (data.type === 'pause') listening++;
    else if (data.type === 'listen') await listen(data.port, data.sampleRate);
    else await answer(data.samples, data.sampleRate);
  } catch (error) {
    reply({ type: 'error', of: data.type, message: error instanceof Error ? error.message : String(error) });
  }
});

/** ONNX Runtime is large: it is fetched when a network is opened. */
async function importRuntime(device: Device): Promise<Runtime> {
  const ort = await (device === 'webgpu' ? import('./onnx-runtime-webgpu.js') : import('./onnx-runtime.js'));
  // More threads need memory that is shared, which few web servers allow.
  ort.env.wasm.numThreads = 1;
  return ort;
}

/** Twice a second: the newest stretch, the gate, the model, the smoothed answer. */
async function listen(port: MessagePort, sampleRate: number): Promise<void> {
  const mine = ++listening;
  const smoother = new Smoother();
  while (mine === listening && model !== undefined) {
    const begin = performance.now();
    const { about } = model;
    const samples = await ask(port, Math.round(about.duration * sampleRate));
    if (samples.length >= Math.min(least, about.duration) * sampleRate) {
      const reason = judge(samples, sampleRate);
      let heard: Answer;
      if (reason === undefined) {
        heard = answerOf(smoother.next(await predict(samples, sampleRate)), about);
      } else {
        smoother.forget();
        heard = { label: null, reason };
      }
      if (mine === listening) reply({ type: 'heard', answer: heard, milliseconds: performance.now() - begin });
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begin + period - performance.now())));
  }
}

function ask(port: MessagePort, count: number): Promise<Float32Array> {
  return new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<Float32Array>) => resolve(data);
    port.postMessage(count);
  });
}

async function answer(samples: Float32Array, sampleRate: number): Promise<void> {
  const mine = ++recording;
  // The one that is being opened.
  await inTurn(async () => {});
  if (model === undefined) throw new Error('Choose a model first.');
  const { model: own, cost } = timed({ ...model, predict });
  const answers = answerRecording(own, samples, sampleRate);
  for (;;) {
    const { done, value } = await answers.next();
    if (mine !== recording) return;
    if (done) return reply({ type: 'recording', answer: value, cost: cost() });
    reply({ type: 'stretch', answer: value, share: (value.end * sampleRate) / samples.length });
    // Lets other messages in.
    await new Promise((resolve) => setTimeout(resolve));
  }
}
