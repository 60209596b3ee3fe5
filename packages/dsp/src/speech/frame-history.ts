import { type SpeechFrame, similarityLag } from './frame-analyzer.ts';

// In a vm, as under Jest, a global is found slowly: decision 0139.
const log10 = Math.log10;

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

/** A frame and what it is called, once it was asked for. */
interface KnownFrame extends SpeechFrame {
  voiced: boolean | undefined;
  tonal: boolean | undefined;
}

/** The last frames and what each is called, by their number from the start of the sound. */
export class FrameHistory {
  /** Frames after one that its decision looks at. */
  static readonly lookahead: number = floorAfter + 5;
  readonly #frames: KnownFrame[] = [];
  #base = 0;
  /** Numbers of the frames that may be the lowest of a floor to come, and their levels: both rise. */
  readonly #lows: { at: number; level: number }[] = [];
  /** Frames that {@link #lows} has seen. */
  #smoothed = 0;

  /** Frames so far, forgotten ones included. */
  get length(): number {
    return this.#base + this.#frames.length;
  }

  add(frame: SpeechFrame): void {
    // Objects of one shape, which the loops below are fast with.
    const { level, bands, flatness, similarity } = frame;
    this.#frames.push({ level, bands, flatness, similarity, voiced: undefined, tonal: undefined });
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

  #at(index: number): KnownFrame {
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

  /** The lowest level around, each the mean power of five frames; of frames in order, and not beyond the lookahead. */
  #floor(index: number): number {
    const lows = this.#lows;
    // No floor was asked for where nothing sounded.
    this.#smoothed = Math.max(this.#smoothed, index - floorBefore);
    for (; this.#smoothed <= index + floorAfter && this.has(this.#smoothed); this.#smoothed++) {
      const level = this.#smoothLevel(this.#smoothed);
      while (lows.length > 0 && lows.at(-1)!.level >= level) lows.pop();
      lows.push({ at: this.#smoothed, level });
    }
    let passed = 0;
    while (lows[passed]!.at < index - floorBefore) passed++;
    if (passed > 0) lows.splice(0, passed);
    return lows[0]!.level;
  }

  #smoothLevel(index: number): number {
    let power = 0;
    for (let i = index - 2; i <= index + 2; i++) power += this.has(i) ? 10 ** (this.#at(i).level / 10) : 0;
    return 10 * log10(power / 5 + 1e-10);
  }
}
