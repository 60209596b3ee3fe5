import { readFileSync } from 'node:fs';

/** Reads a file that `tools/reference/dsp_augmentation.py` wrote. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../golden/augmentation/${name}.json`, import.meta.url), 'utf8'));
}

/** The signals of the golden files by name, float64, 22,050 Hz. */
export function goldenSignals(): Record<string, Float64Array> {
  const { signals } = readGolden<{ signals: Record<string, string> }>('signals');
  return Object.fromEntries(
    Object.entries(signals).map(([name, text]) => {
      const bytes = Buffer.from(text, 'base64');
      return [name, Float64Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i) / 32768)];
    }),
  );
}

/** Ratio of the energy of `expected` to that of its difference to `actual`, in dB. */
export function snrDb(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let signal = 0;
  let noise = 0;
  for (let i = 0; i < expected.length; i++) {
    signal += expected[i]! ** 2;
    noise += (actual[i]! - expected[i]!) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}
