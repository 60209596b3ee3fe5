import { Cache } from '../cache.ts';
import { rowMajor } from '../strided-array.ts';
import { type MelFilterBankOptions, melFilterBank, warnOfEmpty } from './mel-filter-bank.ts';

/** The mel filters without their zeros: of 64 × 1025 weights, 1,990 remain. */
export interface MelBands {
  readonly nMels: number;
  readonly bins: number;
  /** First bin of every band. */
  readonly first: Uint32Array;
  /** Band m has the weights `offset[m]` … `offset[m + 1] − 1`. */
  readonly offset: Uint32Array;
  readonly weights: Float64Array;
  /** Equal for equal bands. */
  readonly key: string;
}

/** Several sets of bands of the same transform, one after another. */
export function joinBands(sets: readonly MelBands[]): MelBands {
  if (sets.length === 1) return sets[0]!;
  const weights = sets.flatMap((set) => [...set.weights]);
  const offset: number[] = [];
  let before = 0;
  for (const set of sets) {
    for (let m = 0; m < set.nMels; m++) offset.push(before + set.offset[m]!);
    before += set.weights.length;
  }
  return {
    nMels: offset.length,
    bins: sets[0]!.bins,
    first: Uint32Array.from(sets.flatMap((set) => [...set.first])),
    offset: Uint32Array.of(...offset, before),
    weights: Float64Array.from(weights),
    key: sets.map(({ key }) => key).join('+'),
  };
}

const banks = new Cache<string, MelBands>(32);

/** The filters of {@link melFilterBank} in sparse form; the thirty-two sets used last are kept. */
export function melBands(options: MelFilterBankOptions): MelBands {
  const { sampleRate = 22050, nFft = 2048, nMels = 128, fMin = 0, fMax = sampleRate / 2 } = options;
  const { htk = false, norm = 'slaney', dtype = 'float32' } = options;
  const key = [sampleRate, nFft, nMels, fMin, fMax, htk, norm, dtype].join('/');
  const bands = banks.get(key, () => {
    const bank = melFilterBank({ sampleRate, nFft, nMels, fMin, fMax, htk, norm, dtype });
    const dense = rowMajor(bank);
    const bins = bank.shape[1]!;
    const first = new Uint32Array(nMels);
    const offset = new Uint32Array(nMels + 1);
    const weights: number[] = [];
    for (let m = 0; m < nMels; m++) {
      const row = dense.subarray(m * bins, (m + 1) * bins);
      const from = row.findIndex((weight) => weight !== 0);
      if (from >= 0) {
        first[m] = from;
        for (let k = from, to = row.findLastIndex((weight) => weight !== 0); k <= to; k++) weights.push(row[k]!);
      }
      offset[m + 1] = weights.length;
    }
    return { nMels, bins, first, offset, weights: Float64Array.from(weights), key };
  });
  warnOfEmpty(nMels, nFft, (m) => bands.offset[m] === bands.offset[m + 1], options.onWarning);
  return bands;
}
