// Runs in the audio thread: keeps the newest sound, and gives it to whoever asks.

import { RingBuffer } from './ring-buffer.ts';

// What an AudioWorkletGlobalScope has, which the types of pages lack.
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** Blocks of 128 samples between two reports of the level: about 20 per second. */
const blocks = 20;

class Capture extends AudioWorkletProcessor {
  readonly #ring: RingBuffer;
  #peak = 0;
  #count = 0;

  constructor({ processorOptions: { seconds } }: { processorOptions: { seconds: number } }) {
    super();
    this.#ring = new RingBuffer(Math.ceil(seconds * sampleRate));
    // The worker asks through a port of its own, so that sound never passes the page.
    this.port.onmessage = ({ data: asked }: MessageEvent<MessagePort>) => {
      asked.onmessage = ({ data: count }: MessageEvent<number>) => {
        const samples = this.#ring.newest(count);
        asked.postMessage(samples, [samples.buffer]);
      };
    };
  }

  process([channels]: Float32Array[][]): boolean {
    const [first] = channels ?? [];
    if (first === undefined) return true;
    const mono =
      channels!.length === 1
        ? first
        : first.map((_, i) => channels!.reduce((sum, channel) => sum + channel[i]!, 0) / channels!.length);
    this.#ring.push(mono);
    for (const sample of mono) this.#peak = Math.max(this.#peak, Math.abs(sample));
    if (++this.#count % blocks === 0) {
      this.port.postMessage(this.#peak);
      this.#peak = 0;
    }
    return true;
  }
}

registerProcessor('capture', Capture);
