import { loadAudio, webAudioDecoder } from '@ser/dsp';
import { type About, filesWanted, readAbout } from './about.ts';
import type { Answer, TimedAnswer } from './answer.ts';
import { hasGraphics } from './graphics.ts';
import { type Microphone, openMicrophone } from './microphone.ts';
import type { Reply, Request } from './respond.ts';
import { Bars, clock, drawRibbon, words } from './view.ts';

const element = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T;
const [listen, device] = [element<HTMLButtonElement>('listen'), element<HTMLSelectElement>('device')];
const [folder, file] = [element<HTMLInputElement>('model-folder'), element<HTMLInputElement>('file')];
const [liveRibbon, fileRibbon] = [element<HTMLCanvasElement>('live-ribbon'), element<HTMLCanvasElement>('file-ribbon')];
const [progress, level] = [element<HTMLProgressElement>('file-progress'), element<HTMLMeterElement>('level')];

/** Seconds that the live ribbon shows. */
const shown = 60;
/** Longest sound that a page holds as a whole, in seconds. */
const longest = 2 * 3600;

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const send = (request: Request, transfer: Transferable[] = []): void => worker.postMessage(request, transfer);

let about: About | undefined;
/** What computes the model. */
let runs = '';
let bars: { readonly live: Bars; readonly file: Bars } | undefined;
let microphone: Microphone | undefined;
/** Counts what was asked for: a microphone takes a while to open. */
let started = 0;
let heard: TimedAnswer[] = [];
let recording: { readonly name: string; readonly seconds: number; readonly answers: TimedAnswer[] } | undefined;

worker.onmessage = ({ data }: MessageEvent<Reply>) => {
  if (data.type === 'model') showModel(data.about, data.runs);
  else if (data.type === 'heard') {
    // What was under way when the microphone was let go comes too late.
    if (microphone) showHeard(data.answer, data.milliseconds);
  } else if (data.type === 'stretch') showStretch(data.answer, data.share);
  else if (data.type === 'recording') showRecording(data.answer, data.cost);
  else if (data.of === 'model') {
    if (data.isWithout) forgetModel();
    fail('model', data.message);
  } else if (data.of === 'recording') fail('file', data.message);
  else stop(data.message);
};
worker.onerror = ({ message }) => fail('model', `The worker does not run: ${message}`);

listen.addEventListener('click', () => (microphone ? stop() : start()));
device.addEventListener('change', () => microphone && start());
navigator.mediaDevices?.addEventListener('devicechange', listDevices);
folder.addEventListener('change', () => folder.files?.length && openFolder([...folder.files]));
file.addEventListener('change', () => {
  const [chosen] = file.files ?? [];
  file.value = '';
  if (chosen) open(chosen);
});
const drop = element('drop');
addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
addEventListener('dragleave', () => drop.classList.remove('over'));
addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  const [dropped] = event.dataTransfer?.files ?? [];
  if (dropped) open(dropped);
});
addEventListener('resize', draw);

fetchModel('model/').catch((error: Error) => fail('model', error.message));
// Keeps the page for times without a network; only a bundled page has one, and only https: and localhost allow it.
navigator.serviceWorker?.register('./service-worker.js').catch(() => {});

/** The model that lies beside the page. */
async function fetchModel(place: string): Promise<void> {
  const bytesOf = async (name: string): Promise<Uint8Array<ArrayBuffer>> => {
    const response = await fetch(place + name);
    if (!response.ok) throw new Error(`${place}${name} could not be fetched (${response.status}).`);
    return new Uint8Array(await response.arrayBuffer());
  };
  const record = await bytesOf('model.json');
  const { files } = readAbout(record);
  const graphics = await hasGraphics();
  const names = filesWanted(Object.keys(files), graphics);
  send({
    type: 'model',
    graphics,
    files: new Map([
      ['model.json', record],
      ...(await Promise.all(names.map(async (name) => [name, await bytesOf(name)] as const))),
    ]),
  });
}

/** A folder of this machine. */
async function openFolder(files: readonly File[]): Promise<void> {
  fail('model', '');
  element('model-caveat').hidden = true;
  const graphics = await hasGraphics();
  const names = filesWanted(
    files.map(({ name }) => name),
    graphics,
  );
  const wanted = files.filter(({ name }) => names.includes(name));
  const bytes = wanted.map(async (one) => [one.name, new Uint8Array(await one.arrayBuffer())] as const);
  send({ type: 'model', graphics, files: new Map(await Promise.all(bytes)) });
}

function showModel(opened: About, by: string): void {
  [about, runs] = [opened, by];
  const { model, labels, duration, threshold } = opened;
  const limit = threshold === null ? '' : `; no answer below ${(100 * threshold).toFixed(0)} %`;
  element('model-about').textContent =
    `${model}: ${labels.join(', ')}. It looks at ${duration.toFixed(1)} s at a time${limit}.`;
  bars = { live: new Bars(element('live-bars'), labels), file: new Bars(element('file-bars'), []) };
  [heard, recording] = [[], undefined];
  fileRibbon.hidden = element('file-times').hidden = progress.hidden = true;
  element('file-label').textContent = element('file-cost').textContent = '';
  listen.disabled = device.disabled = false;
  if (microphone) start();
  draw();
}

/** The one before is closed, and another did not open. */
function forgetModel(): void {
  about = undefined;
  if (microphone) stop();
  listen.disabled = device.disabled = true;
}

async function start(): Promise<void> {
  const mine = ++started;
  microphone?.close();
  fail('live', '');
  listen.disabled = true;
  try {
    const opened = await openMicrophone(device.value, Math.max(1, about!.duration), {
      onLevel: (peak) => {
        level.value = Math.max(-60, 20 * Math.log10(peak));
      },
      onEnd: () => stop('The microphone is gone. Choose another one, or plug it in again.'),
    });
    // Another one was asked for meanwhile, or none: this one is let go.
    if (mine !== started) return opened.close();
    microphone = opened;
    send({ type: 'listen', port: microphone.port, sampleRate: microphone.sampleRate }, [microphone.port]);
    listen.textContent = 'Pause';
    element('live-label').textContent = 'Listening …';
    await listDevices();
  } catch (error) {
    if (mine === started) stop((error as Error).message);
  } finally {
    if (mine === started) listen.disabled = false;
  }
}

/** The microphone is let go, so that the browser shows that nobody listens. */
function stop(problem = ''): void {
  started++;
  listen.disabled = false;
  send({ type: 'pause' });
  microphone?.close();
  microphone = undefined;
  level.value = -60;
  listen.textContent = 'Listen';
  element('live-label').textContent = heard.length > 0 ? 'Paused.' : 'Not listening.';
  fail('live', problem);
}

async function listDevices(): Promise<void> {
  const inputs = (await navigator.mediaDevices.enumerateDevices()).filter(
    ({ kind, deviceId }) => kind === 'audioinput' && !['', 'default', 'communications'].includes(deviceId),
  );
  const options = inputs.map(({ label, deviceId }, i) => new Option(label || `microphone ${i + 1}`, deviceId));
  const chosen = device.value;
  device.replaceChildren(new Option('the usual one', ''), ...options);
  device.value = inputs.some(({ deviceId }) => deviceId === chosen) ? chosen : '';
}

function showHeard(answer: Answer, milliseconds: number): void {
  const now = performance.now() / 1000;
  // What took longer than usual stands for the time until now.
  const before = heard.at(-1);
  const start = before && now - before.end < 2 ? before.end : now - 0.5;
  heard.push({ ...answer, start, end: now });
  while (heard[0]!.end < now - shown) heard.shift();
  element('live-label').textContent = words(answer);
  // Screen readers are told of changes alone.
  if (answer.label !== before?.label || before === undefined) {
    element('live-said').textContent = answer.label ?? `No answer: ${answer.reason}`;
  }
  element('live-label').title = `${Math.round(milliseconds)} ms`;
  bars!.live.show(answer.probabilities);
  draw();
}

async function open(sound: File): Promise<void> {
  fail('file', '');
  element('file-label').textContent = `${sound.name}: decoding …`;
  element('file-cost').textContent = '';
  try {
    if (about === undefined) throw new Error('There is no model yet.');
    // Formats that are not ours are left to the browser, which resamples to this rate.
    const decode = webAudioDecoder(new OfflineAudioContext(1, 1, 48_000));
    const { samples, sampleRate } = await loadAudio(sound, { sampleRate: null, decode });
    const seconds = samples.length / sampleRate;
    if (samples.length === 0) throw new Error(`${sound.name} holds no sound.`);
    if (seconds > longest) throw new Error(`${sound.name} is longer than two hours: give it to ser timeline.`);
    recording = { name: sound.name, seconds, answers: [] };
    bars = { live: bars!.live, file: new Bars(element('file-bars'), about.labels) };
    fileRibbon.hidden = element('file-times').hidden = progress.hidden = false;
    progress.value = 0;
    element('file-end').textContent = clock(seconds);
    send({ type: 'recording', samples, sampleRate }, [samples.buffer]);
  } catch (error) {
    fail('file', (error as Error).message);
  }
}

function showStretch(answer: TimedAnswer, share: number): void {
  // The answers of a model that was replaced meanwhile are of no use.
  if (recording === undefined) return;
  recording.answers.push(answer);
  progress.value = share;
  element('file-label').textContent = `${recording.name}: ${Math.round(100 * share)} %`;
  draw();
}

function showRecording(answer: Answer, cost: number | undefined): void {
  if (recording === undefined) return;
  progress.hidden = true;
  element('file-label').textContent = `${recording.name}: ${words(answer)}`;
  bars!.file.show(answer.probabilities);
  const digits = cost !== undefined && cost < 10 ? 1 : 0;
  element('file-cost').textContent =
    cost === undefined ? '' : `${about!.model} took ${cost.toFixed(digits)} ms per second of sound (${runs}).`;
}

function draw(): void {
  if (about === undefined) return;
  const { labels } = about;
  const now = heard.at(-1)?.end ?? 0;
  drawRibbon(liveRibbon, heard, { labels, from: now - shown, to: now });
  if (recording) drawRibbon(fileRibbon, recording.answers, { labels, from: 0, to: recording.seconds });
}

/** Says a problem beside the control that caused it; nothing of it stays where there is none. */
function fail(place: 'model' | 'live' | 'file', problem: string): void {
  element(`${place}-error`).textContent = problem;
  if (problem === '') return;
  if (place === 'file') {
    element('file-label').textContent = '';
    progress.hidden = true;
  }
  if (place === 'model' && about === undefined) element('model-about').textContent = 'There is no model.';
}
