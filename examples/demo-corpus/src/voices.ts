/** A speaker: a timbre of eSpeak NG, and how that speaker talks when neutral. */
export interface Voice {
  /** Voice variant of eSpeak NG that gives the timbre. */
  readonly variant: string;
  /** Factor on the formant frequencies: below 1 a longer vocal tract. */
  readonly tract: number;
  /** Mean pitch in Hz. */
  readonly pitch: number;
  /** Pitch range, as a factor on that of the average speaker. */
  readonly range: number;
  /** Speaking rate in words per minute. */
  readonly rate: number;
}

const men: readonly Voice[] = [
  { variant: 'm3', tract: 1, pitch: 112, range: 1, rate: 120 },
  { variant: 'adam', tract: 0.96, pitch: 98, range: 0.9, rate: 116 },
  { variant: 'm7', tract: 1.03, pitch: 128, range: 1.1, rate: 124 },
  { variant: 'paul', tract: 1, pitch: 105, range: 1.05, rate: 118 },
  { variant: 'm5', tract: 1.02, pitch: 121, range: 0.95, rate: 122 },
  { variant: 'm1', tract: 0.93, pitch: 92, range: 1, rate: 115 },
  { variant: 'Denis', tract: 1.06, pitch: 135, range: 1.05, rate: 125 },
  { variant: 'm8', tract: 0.95, pitch: 88, range: 0.9, rate: 117 },
  { variant: 'Gene', tract: 1, pitch: 118, range: 1.1, rate: 121 },
  { variant: 'max', tract: 1.09, pitch: 142, range: 1, rate: 119 },
  { variant: 'm2', tract: 0.94, pitch: 101, range: 1.1, rate: 123 },
  { variant: 'quincy', tract: 1.06, pitch: 109, range: 0.95, rate: 126 },
];

const women: readonly Voice[] = [
  { variant: 'f2', tract: 1, pitch: 205, range: 1, rate: 121 },
  { variant: 'Annie', tract: 0.96, pitch: 188, range: 0.95, rate: 117 },
  { variant: 'f3', tract: 1, pitch: 222, range: 1.05, rate: 124 },
  { variant: 'steph', tract: 1.05, pitch: 196, range: 1.1, rate: 119 },
  { variant: 'f5', tract: 0.92, pitch: 214, range: 0.9, rate: 122 },
  { variant: 'Andrea', tract: 1.03, pitch: 180, range: 1, rate: 116 },
  { variant: 'belinda', tract: 1, pitch: 231, range: 1.1, rate: 125 },
  { variant: 'f1', tract: 0.97, pitch: 176, range: 0.9, rate: 118 },
  { variant: 'Alicia', tract: 0.95, pitch: 200, range: 1.05, rate: 120 },
  { variant: 'f4', tract: 1.12, pitch: 240, range: 1, rate: 123 },
  { variant: 'anika', tract: 1.02, pitch: 210, range: 0.95, rate: 126 },
  { variant: 'shelby', tract: 0.98, pitch: 184, range: 1.1, rate: 115 },
];

/** Vocal tracts of the voices after the first 24, one for each further round through the timbres. */
const furtherTracts = [1.08, 0.91, 1.13, 0.87] as const;

/**
 * The voice of an actor: odd numbers are men, even numbers women, as in RAVDESS.
 *
 * The first 24 are written down. Every further one takes its timbre from one of them, with another vocal tract, and its
 * pitch, range and rate from another, so that no two of 99 voices are alike.
 *
 * @param actor Actor number, 1 to 99.
 */
export function voiceOf(actor: number): Voice {
  const voices = actor % 2 === 1 ? men : women;
  const index = Math.floor((actor - 1) / 2);
  const timbre = voices[index % voices.length]!;
  const round = Math.floor(index / voices.length);
  if (round === 0) return timbre;
  const manner = voices[(index + 5 * round) % voices.length]!;
  return {
    ...manner,
    variant: timbre.variant,
    tract: timbre.tract * furtherTracts[(round - 1) % furtherTracts.length]!,
  };
}
