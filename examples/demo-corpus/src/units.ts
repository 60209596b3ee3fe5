/** Amplitude ratio of a level difference in dB: 10^(dB / 20). */
export function amplitudeOf(decibels: number): number {
  return Math.exp((decibels * Math.LN10) / 20);
}

/** Frequency ratio of an interval in semitones: 2^(semitones / 12). */
export function ratioOf(semitones: number): number {
  return Math.exp((semitones * Math.LN2) / 12);
}
