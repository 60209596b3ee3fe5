import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import type { Device, Runtime } from './model.ts';
import { createResponder, type Reply } from './respond.ts';

afterEach(() => vi.restoreAllMocks());

const network = new Uint8Array([1, 2, 3]);

/** A folder of a network with one second at 8 kHz. */
function files(): Map<string, Uint8Array<ArrayBuffer>> {
  const facts = { model: 'm', labels: ['a', 'b'], sampleRate: 8000, duration: 1, clips: 'windows', temperature: 1 };
  const digests = { 'waveform.onnx': createHash('sha256').update(network).digest('hex') };
  const about = { format: 'ser-export', ...facts, threshold: null, preprocessing: {}, image: null, files: digests };
  return new Map([
    ['model.json', new TextEncoder().encode(JSON.stringify(about))],
    ['waveform.onnx', network],
  ]);
}

/** A runtime that notes what is opened and released; `broken` devices compute nothing, `closed` ones do not open. */
function fake({
  broken = [],
  closed = [],
  run = async () => {},
  onReply,
}: {
  readonly broken?: Device[];
  readonly closed?: Device[];
  readonly run?: () => Promise<void>;
  readonly onReply?: (reply: Reply) => void;
} = {}) {
  const log: string[] = [];
  const replies: Reply[] = [];
  const importRuntime = async (device: Device): Promise<Runtime> => ({
    Tensor: class {},
    InferenceSession: {
      async create() {
        if (closed.includes(device)) throw new Error(`${device} does not open`);
        log.push(`opens ${device}`);
        let isReleased = false;
        return {
          inputNames: ['x'],
          release: async () => {
            isReleased = true;
            log.push(`releases ${device}`);
          },
          run: async () => {
            if (isReleased) throw new Error('It was released.');
            if (broken.includes(device)) throw new Error('no such kernel');
            await run();
            return { y: { data: Float32Array.of(0.75, 0.25) } };
          },
        };
      },
    },
  });
  const reply = (message: Reply): void => {
    replies.push(message);
    onReply?.(message);
  };
  const respond = createResponder({ reply, importRuntime });
  const open = (graphics: boolean): Promise<void> => respond({ type: 'model', files: files(), graphics });
  return { log, replies, closed, respond, open };
}

/** Gives a second of voice whenever it is asked, after what else is to happen then. */
function microphone(onAsk = () => {}): MessagePort {
  const port = {
    onmessage: (_: { readonly data: Float32Array }) => {},
    postMessage: () => {
      onAsk();
      port.onmessage({ data: voice(1) });
    },
  };
  return port as unknown as MessagePort;
}

/** Voiced sound of so many seconds. */
const voice = (seconds: number): Float32Array => {
  let phase = 0;
  return Float32Array.from({ length: seconds * 8000 }, (_, n) => {
    phase += (150 + 40 * Math.sin((2 * Math.PI * 1.7 * n) / 8000)) / 8000;
    let sum = 0;
    for (let h = 1; h <= 20; h++) sum += Math.sin(2 * Math.PI * h * phase) / (1 + Math.abs(h - 4));
    return 0.05 * sum * (0.6 + 0.4 * Math.sin((2 * Math.PI * 4 * n) / 8000));
  });
};

test('a graphics processor that opens a network and does not compute lets it go, and WebAssembly takes its place', async () => {
  const { log, replies, open } = fake({ broken: ['webgpu'] });
  await open(true);
  expect(log).toEqual(['opens webgpu', 'releases webgpu', 'opens wasm']);
  expect(replies).toMatchObject([{ type: 'model', runs: 'WebAssembly' }]);
  const able = fake();
  await able.open(true);
  expect(able.replies).toMatchObject([{ type: 'model', runs: 'WebGPU' }]);
});

test('where the model before is closed and another does not open, there is none, and that is said', async () => {
  const { log, replies, closed, open, respond } = fake();
  await open(false);
  await respond({ type: 'model', files: new Map(), graphics: false });
  expect(replies.at(-1)).toMatchObject({ type: 'error', of: 'model', isWithout: false });
  closed.push('wasm');
  await open(false);
  expect(log).toEqual(['opens wasm', 'releases wasm']);
  expect(replies.at(-1)).toMatchObject({ type: 'error', message: 'wasm does not open', isWithout: true });
  await respond({ type: 'recording', samples: voice(1), sampleRate: 8000 });
  expect(replies.at(-1)).toMatchObject({ of: 'recording', message: 'Choose a model first.' });
});

test('what was heard for a model that was replaced meanwhile is dropped', async () => {
  const { replies, open, respond } = fake();
  await open(false);
  let opening: Promise<void> | undefined;
  const port = microphone(() => {
    opening = open(false);
  });
  await respond({ type: 'listen', port, sampleRate: 8000 });
  await opening;
  expect(replies.map(({ type }) => type)).toEqual(['model', 'model']);
});

test('the time that a recording waits for others is not the time of the model', async () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  let isListening = false;
  const { replies, open, respond } = fake({
    run: async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      now += 40;
    },
    onReply: ({ type }) => {
      // Between the two stretches of the recording, the microphone has its turn.
      if (type !== 'stretch' || isListening) return;
      isListening = true;
      void respond({ type: 'listen', port: microphone(), sampleRate: 8000 });
    },
  });
  await open(false);
  await respond({ type: 'recording', samples: voice(1.5), sampleRate: 8000 });
  await respond({ type: 'pause' });
  expect(replies.map(({ type }) => type)).toEqual(['model', 'stretch', 'heard', 'stretch', 'recording']);
  expect(replies.at(-1)).toMatchObject({ answer: { label: 'a' }, cost: 40 });
});
