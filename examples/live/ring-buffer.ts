/** The newest samples of an endless sound: memory holds `capacity` of them. */
export class RingBuffer {
  readonly #samples: Float32Array;
  #written = 0;

  constructor(capacity: number) {
    this.#samples = new Float32Array(capacity);
  }

  push(samples: Float32Array): void {
    const { length } = this.#samples;
    const kept = samples.subarray(Math.max(0, samples.length - length));
    const at = (this.#written + samples.length - kept.length) % length;
    const first = Math.min(kept.length, length - at);
    this.#samples.set(kept.subarray(0, first), at);
    this.#samples.set(kept.subarray(first), 0);
    this.#written += samples.length;
  }

  /** The newest samples in their order, fewer than asked for while there are not more. */
  newest(count: number): Float32Array {
    const { length } = this.#samples;
    const taken = Math.min(count, length, this.#written);
    const result = new Float32Array(taken);
    const at = (this.#written - taken) % length;
    const first = Math.min(taken, length - at);
    result.set(this.#samples.subarray(at, at + first));
    result.set(this.#samples.subarray(0, taken - first), first);
    return result;
  }
}
