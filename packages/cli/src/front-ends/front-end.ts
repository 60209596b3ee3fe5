import type { StoredArray } from '../files/array-store.ts';

/** What front ends may read; lengths in samples, frequencies in Hz. */
export interface FrontEndSettings {
  readonly sampleRate: number;
  readonly nMels: number;
  readonly nMfcc: number;
  readonly nFft: number;
  readonly hopLength: number;
  readonly fMin: number;
  readonly fMax: number;
}

/** How a waveform becomes the features that are stored: a row of the table of front ends. */
export interface FrontEnd {
  /** One phrase for the help. */
  readonly about: string;
  /** Raised when the same settings give other features: it enters the key of what is stored. */
  readonly version: number;
  /** The settings that it reads besides the sampling rate; they act where it is chosen, and enter the key. */
  readonly reads: readonly Exclude<keyof FrontEndSettings, 'sampleRate'>[];
  /** Fewest frames that it can be computed from. @default 1 */
  readonly minFrames?: number;
  /**
   * Whether it hands on the samples themselves: they are then neither filled up with silence nor scaled, so that a clip has its
   * own length. No image is made of them.
   * @default false
   */
  readonly isWaveform?: boolean;
  /** Whether its values are decibels below the loudest, which a fixed range of decibels can scale. */
  readonly isInDecibels: boolean;
  /** Shape of the features of so many samples: `[planes, bands, frames]`. */
  readonly shape: (samples: number, settings: FrontEndSettings) => readonly number[];
  /** The features of a waveform, of that shape. */
  readonly compute: (samples: Float32Array, settings: FrontEndSettings) => StoredArray;
}

/** Number of frames of a short-time spectrum whose frames are centered, as librosa's are. */
export function framesOf(samples: number, { nFft, hopLength }: Pick<FrontEndSettings, 'nFft' | 'hopLength'>): number {
  return 1 + Math.floor((samples + 2 * Math.floor(nFft / 2) - nFft) / hopLength);
}
