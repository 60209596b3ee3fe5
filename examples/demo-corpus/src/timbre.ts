/** What makes a timbre in a voice variant of eSpeak NG; pitch, intonation, timing and echo are left to us. */
const timbreKeys = new Set([
  'formant',
  'voicing',
  'consonants',
  'breath',
  'breathw',
  'flutter',
  'roughness',
  'tone',
  'klatt',
  'stressAmp',
]);
const formants = 9;

/** What a voice variant for one utterance is made of. */
export interface VariantOptions {
  /** Factor on all formant frequencies. */
  readonly tract: number;
  /** Lower pitch setting of the variant in Hz. */
  readonly low: number;
  /** Upper pitch setting in Hz. */
  readonly high: number;
  /** Whether the pitch may waver. */
  readonly steady: boolean;
}

/**
 * Writes a voice variant of eSpeak NG: the timbre of a given one, with another vocal tract and pitch.
 *
 * @param source Text of the variant that gives the timbre.
 * @see docs/voices.md of eSpeak NG 1.52, "Voice Variants".
 */
export function writeVariant(source: string, { tract, low, high, steady }: VariantOptions): string {
  const given = new Set<number>();
  const lines: string[] = [];
  for (const line of source.split('\n')) {
    const words = line.trim().split(/\s+/);
    const key = words[0]!;
    if (!timbreKeys.has(key) || (steady && key === 'flutter')) continue;
    if (key === 'formant') {
      given.add(Number(words[1]));
      words[2] = String(Math.round(Number(words[2]) * tract));
    }
    lines.push(words.join(' '));
  }
  for (let n = 0; n < formants; n++) {
    if (!given.has(n)) lines.push(`formant ${n} ${Math.round(100 * tract)} 100 100`);
  }
  if (steady) lines.push('flutter 0');
  return ['language variant', 'name demo', `pitch ${Math.round(low)} ${Math.round(high)}`, ...lines, ''].join('\n');
}
