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
  | {
      readonly type: 'error';
      readonly of: Request['type'];
      readonly message: string;
      /** Whether there is no model now: the one before was closed, and another did not open. */
      readonly isWithout: boolean;
    };

/** Milliseconds between two answers. */
const period = 500;
/** Seconds that the first answer rests on at least. */
const least = 1;

/** Does what the page asks for, one thing of the model's at a time. */
export function createResponder({
  reply,
  importRuntime,
}: {
  readonly reply: (message: Reply) => void;
  readonly importRuntime: (device: Device) => Promise<Runtime>;
}): (request: Request) => Promise<void> {
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

  async function open({ files, graphics }: Extract<Request, { type: 'model' }>): Promise<void> {
    recording++;
    const opened = await inTurn(async () => {
      const old = model;
      const close = async (): Promise<void> => {
        model = undefined;
        await old!.close();
      };
      model = await openModel(files, importRuntime, { graphics, before: old && { ...old, close } });
      return model;
    });
    reply({ type: 'model', about: opened.about, runs: opened.runs });
  }

  /** Twice a second: the newest stretch, the gate, the model, the smoothed answer; until there is another model. */
  async function listen(port: MessagePort, sampleRate: number): Promise<void> {
    const mine = ++listening;
    const smoother = new Smoother();
    const own = model;
    if (own === undefined) return;
    const { about } = own;
    const isOver = (): boolean => mine !== listening || own !== model;
    while (!isOver()) {
      const begin = performance.now();
      const samples = await ask(port, Math.round(about.duration * sampleRate));
      if (samples.length >= Math.min(least, about.duration) * sampleRate) {
        const reason = judge(samples, sampleRate);
        let heard: Answer;
        if (reason === undefined) {
          const raw = await inTurn(async () => (isOver() ? undefined : own.predict(samples, sampleRate)));
          if (raw === undefined) return;
          heard = answerOf(smoother.next(raw), about);
        } else {
          smoother.forget();
          heard = { label: null, reason };
        }
        if (!isOver()) reply({ type: 'heard', answer: heard, milliseconds: performance.now() - begin });
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, begin + period - performance.now())));
    }
  }

  async function answer(samples: Float32Array, sampleRate: number): Promise<void> {
    const mine = ++recording;
    // The one that is being opened.
    await inTurn(async () => {});
    if (mine !== recording) return;
    if (model === undefined) throw new Error('Choose a model first.');
    // The time in which others have their turn is not the model's.
    const { model: own, cost } = timed(model);
    const predict: OpenModel['predict'] = (stretch, rate) =>
      inTurn(() => (mine === recording ? own.predict(stretch, rate) : Promise.reject(new Error('It is over.'))));
    const answers = answerRecording({ ...own, predict }, samples, sampleRate);
    for (;;) {
      const step = await answers.next().catch((error: unknown) => {
        if (mine === recording) throw error;
      });
      if (step === undefined || mine !== recording) return;
      const { done, value } = step;
      if (done) return reply({ type: 'recording', answer: value, cost: cost() });
      reply({ type: 'stretch', answer: value, share: (value.end * sampleRate) / samples.length });
      // Lets other messages in.
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  return async (request) => {
    try {
      if (request.type === 'model') await open(request);
      else if (request.type === 'pause') listening++;
      else if (request.type === 'listen') await listen(request.port, request.sampleRate);
      else await answer(request.samples, request.sampleRate);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      reply({ type: 'error', of: request.type, message, isWithout: model === undefined });
    }
  };
}

function ask(port: MessagePort, count: number): Promise<Float32Array> {
  return new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<Float32Array>) => resolve(data);
    port.postMessage(count);
  });
}
