import { checkOptions, type OptionNames } from '../check-call.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { normalize } from '../normalize.ts';
import { roundHalfEven } from '../round-half-even.ts';
import type { OwnedSignal } from '../signal.ts';
import { requireFftLength, requireInteger, requirePositive } from '../validate.ts';
import { hzToOcts } from './octaves.ts';

/** Options of the chroma filters; {@link chromaStft} takes them too. */
export interface ChromaFilterOptions {
  /**
   * Samples per second of the signal.
   * @default 22050
   */
  sampleRate?: number | undefined;
  /**
   * Number of pitch classes of an octave, an integer ≥ 1.
   * @default 12
   */
  nChroma?: number | undefined;
  /**
   * Center of the octaves that count most, in octaves above A0.
   * @default 5
   */
  ctroct?: number | undefined;
  /**
   * Width of the Gaussian that weighs the octaves, in octaves; `null` weighs all alike.
   * @default 2
   */
  octwidth?: number | null | undefined;
  /**
   * Whether the first row is C; else it is A.
   * @default true
   */
  baseC?: boolean | undefined;
  /**
   * Precision of the weights; librosa rounds them to float32 even when the signal is float64, and so does this.
   * @default 'float32'
   */
  dtype?: 'float32' | 'float64' | undefined;
}

/** Options of {@link chromaFilterBank}. */
export interface ChromaFilterBankOptions extends ChromaFilterOptions {
  /**
   * Length of the transform whose bins are filtered.
   * @default 2048
   */
  nFft?: number | undefined;
  /**
   * Deviation from A4 = 440 Hz in parts of a chroma bin.
   * @default 0
   */
  tuning?: number | undefined;
  /**
   * Norm that every column is scaled to; `null` for none.
   * @default 2
   */
  norm?: number | null | undefined;
}

/** Pitch, in chroma bins above A0, of every bin of a full transform; DC is taken 1.5 octaves below the first bin. */
function pitchesOf(sampleRate: number, nFft: number, nChroma: number, tuning: number): Float64Array {
  const step = sampleRate / nFft;
  const pitches = Float64Array.from(
    { length: nFft },
    (_, k) => nChroma * hzToOcts(k * step, { tuning, binsPerOctave: nChroma }),
  );
  if (nFft > 1) pitches[0] = pitches[1]! - 1.5 * nChroma;
  return pitches;
}

const names: OptionNames<ChromaFilterBankOptions> = {
  nFft: true,
  tuning: true,
  norm: true,
  sampleRate: true,
  nChroma: true,
  ctroct: true,
  octwidth: true,
  baseC: true,
  dtype: true,
};

/**
 * Filters that sum the bins of a spectrum into pitch classes by Gaussian bumps, shape `[nChroma, 1 + floor(nFft / 2)]`.
 *
 * Source: `librosa.filters.chroma` 0.11, after Ellis, "Chroma feature analysis and synthesis" (2007).
 *
 * @throws DspError `invalid-option`.
 */
export function chromaFilterBank(options: ChromaFilterBankOptions = {}): Matrix<OwnedSignal> {
  checkOptions('chromaFilterBank', options, names);
  const sampleRate = requirePositive('sampleRate', options.sampleRate ?? 22050);
  const nFft = requireFftLength(options.nFft ?? 2048, 2);
  const nChroma = requireInteger('nChroma', options.nChroma ?? 12);
  const { tuning = 0, ctroct = 5, octwidth = 2, norm = 2, baseC = true } = options;
  if (octwidth !== null) requirePositive('octwidth', octwidth);
  const bins = Math.floor(nFft / 2) + 1;
  const pitches = pitchesOf(sampleRate, nFft, nChroma, tuning);
  const middle = roundHalfEven(nChroma / 2);

  const bumps = new Float64Array(nChroma * nFft);
  for (let k = 0; k < nFft; k++) {
    const width = k + 1 < nFft ? Math.max(pitches[k + 1]! - pitches[k]!, 1) : 1;
    for (let c = 0; c < nChroma; c++) {
      const shifted = pitches[k]! - c + middle + 10 * nChroma;
      // Python's remainder takes the sign of the divisor.
      const distance = shifted - Math.floor(shifted / nChroma) * nChroma - middle;
      bumps[c * nFft + k] = Math.exp(-0.5 * ((2 * distance) / width) ** 2);
    }
  }
  const normalized = normalize(asMatrix(bumps, nChroma, nFft), { norm, axis: 0 }).data;
  const weights: OwnedSignal =
    options.dtype === 'float64' ? new Float64Array(nChroma * bins) : new Float32Array(nChroma * bins);
  const roll = baseC ? 3 * Math.floor(nChroma / 12) : 0;
  for (let c = 0; c < nChroma; c++) {
    const source = (c + roll) % nChroma;
    for (let k = 0; k < bins; k++) {
      const octave = octwidth === null ? 1 : Math.exp(-0.5 * ((pitches[k]! / nChroma - ctroct) / octwidth) ** 2);
      weights[c * bins + k] = normalized[source * nFft + k]! * octave;
    }
  }
  return asMatrix(weights, nChroma, bins);
}
