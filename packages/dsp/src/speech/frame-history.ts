import { type SpeechFrame, similarityLag } from './frame-analyzer.ts';

/** dB of full scale below which nothing counts as sound. */
const quietest = -65;
/** dB of flatness: above it noise, below the other a tone purer than any voice. */
const flattest = -6;
const purest = -38;
/** Correlation with the spectrum of 30 ms before or after from which a sound is held and not spoken. */
const steadiest = 0.985;
/** dB above the floor. */
const margin = 6;
/** Frames of the floor, before and after. */
const [floorBefore, floorAfter] = [200, 45];
/** Frames before the oldest undecided one that a decision may look at. */
const lookback = floorBefore + 60;

/** The last frames and what each is called, by their number from the start of the sound. */
export class FrameHistory {
  /** Frames after one that its decision looks at. */
  static readonly lookahead: number = floorAfter + 5;
  readonly #frames: (SpeechFrame & { floor?: number; voiced?: boolean; tonal?: boolean })[] = [];
  #base = 0;

  /** Frames so far, forgotten ones included. */
  get length(): number {
    return this.#base + this.#frames.length;
  }

  add(frame: SpeechFrame): void {
    this.#frames.push({ ...frame });
  }

  has(index: number): boolean {
    return index >= this.#base && index < this.length;
  }

  level(index: number): number {
    return this.#at(index).level;
  }

  bands(index: number): readonly number[] {
    return this.#at(index).bands;
  }

  isLoud(index: number): boolean {
    return this.level(index) > quietest;
  }

  /** Whether a loud frame is a pure or held tone. */
  isTonal(index: number): boolean {
    const frame = this.#at(index);
    frame.tonal ??= frame.level > quietest && (frame.flatness <= purest || this.#steadiness(index) >= steadiest);
    return frame.tonal;
  }

  countTonal(from: number, to: number): number {
    let count = 0;
    for (let i = from; i < to; i++) if (this.isTonal(i)) count++;
    return count;
  }

  /** Whether three of the five frames around are voiced. */
  isVoiced(index: number): boolean {
    let votes = 0;
    for (let i = index - 2; i <= index + 2; i++) if (this.has(i) && this.#looksVoiced(i)) votes++;
    return votes >= 3;
  }

  /** Drops what no decision about `index` or a later frame looks at. */
  forget(index: number): void {
    const count = index - lookback - this.#base;
    // In large steps: each moves the rest.
    if (count < 500) return;
    this.#frames.splice(0, count);
    this.#base += count;
  }

  #at(index: number): SpeechFrame & { floor?: number; voiced?: boolean; tonal?: boolean } {
    return this.#frames[index - this.#base]!;
  }

  #looksVoiced(index: number): boolean {
    const frame = this.#at(index);
    frame.voiced ??=
      frame.level > quietest &&
      frame.flatness < flattest &&
      !this.isTonal(index) &&
      frame.level > this.#floor(index) + margin;
    return frame.voiced;
  }

  #steadiness(index: number): number {
    const later = this.has(index + similarityLag) ? this.#at(index + similarityLag).similarity : 0;
    return Math.max(this.#at(index).similarity, later);
  }

  /** The lowest level around, each the mean power of five frames. */
  #floor(index: number): number {
    let lowest = Number.POSITIVE_INFINITY;
    for (let i = Math.max(index - floorBefore, 0); i <= index + floorAfter && this.has(i); i++) {
      lowest = Math.min(lowest, this.#smoothLevel(i));
    }
    return lowest;
  }

  #smoothLevel(index: number): number {
    const frame = this.#at(index);
    // Frames at the end are smoothed again once there are more.
    if (frame.floor !== undefined && this.has(index + 2)) return frame.floor;
    let power = 0;
    for (let i = index - 2; i <= index + 2; i++) power += this.has(i) ? 10 ** (this.#at(i).level / 10) : 0;
    frame.floor = 10 * Math.log10(power / 5 + 1e-10);
    return frame.floor;
  }
}
