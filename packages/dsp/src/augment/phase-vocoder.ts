import { checkComplex, checkOptions, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { asMatrix } from '../matrix.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { rowMajor, shapeOf } from '../strided-array.ts';
import type { ComplexSpectrogram, ComplexSpectrogramLike } from '../types.ts';
import { requirePositive } from '../validate.ts';

/** Options of {@link phaseVocoder}. */
export interface PhaseVocoderOptions {
  /** Speed: 2 is twice as fast (half as many frames), 0.5 half as fast; > 0. */
  readonly rate: number;
}

const names: OptionNames<PhaseVocoderOptions> = { rate: true };

/**
 * Stretches a spectrogram in time by `1 / rate` and keeps its frequencies.
 *
 * Output frame i lies at input frame i · rate: its magnitude is interpolated between the two columns around that place
 * and its phase goes on by their difference of phase. librosa unwraps that difference around the advance of one hop and
 * adds the advance back; both cancel modulo 2π where input and output have one hop, so the phase is kept here as a unit
 * phasor, multiplied by unit(next) · conj(unit(this)): no arc tangent, no sine, no accumulated rounding.
 *
 * Source: `librosa.phase_vocoder` 0.11 with float64 input; Flanagan and Golden (1966), Bell System Technical Journal 45(9).
 *
 * @param spectrogram `[bins, frames]`, real and imaginary part.
 * @returns `[bins, ceil(frames / rate)]` in the precision of the input.
 * @throws {DspError} `invalid-option` for a rate that is not above 0, `invalid-signal`, `non-finite`.
 */
export function phaseVocoder<S extends Signal>(
  spectrogram: ComplexSpectrogramLike<S>,
  options: PhaseVocoderOptions,
): ComplexSpectrogram<OwnedSignal<S>> {
  checkComplex('phaseVocoder', 'matrix', spectrogram);
  checkOptions('phaseVocoder', options, names);
  const rate = requirePositive('rate', options.rate);
  const { rows: bins, columns: count } = shapeOf('re', spectrogram.re);
  const other = shapeOf('im', spectrogram.im);
  if (other.rows !== bins || other.columns !== count) {
    throw new DspError(
      'invalid-signal',
      `re and im must have one shape. Received [${bins}, ${count}] and [${other.rows}, ${other.columns}].`,
    );
  }
  const re = rowMajor(spectrogram.re);
  const im = rowMajor(spectrogram.im);
  requireFinite(re, 'spectrogram');
  requireFinite(im, 'spectrogram');
  const outCount = Math.ceil(count / rate);
  const outRe = likeSignal(re, bins * outCount);
  const outIm = likeSignal(im, bins * outCount);

  for (let k = 0; k < bins; k++) {
    const row = k * count;
    let phaseRe = 1;
    let phaseIm = 0;
    for (let i = 0; i < outCount; i++) {
      const place = i * rate;
      const column = Math.floor(place);
      const fraction = place - column;
      // Beyond the last column stand zeros, into which the last frames fade.
      const re0 = re[row + column]!;
      const im0 = im[row + column]!;
      const re1 = column + 1 < count ? re[row + column + 1]! : 0;
      const im1 = column + 1 < count ? im[row + column + 1]! : 0;
      const magnitude0 = Math.sqrt(re0 * re0 + im0 * im0);
      const magnitude1 = Math.sqrt(re1 * re1 + im1 * im1);
      // The phase of zero is zero.
      const cos0 = magnitude0 > 0 ? re0 / magnitude0 : 1;
      const sin0 = magnitude0 > 0 ? im0 / magnitude0 : 0;
      const cos1 = magnitude1 > 0 ? re1 / magnitude1 : 1;
      const sin1 = magnitude1 > 0 ? im1 / magnitude1 : 0;
      if (i === 0) {
        phaseRe = cos0;
        phaseIm = sin0;
      }
      const magnitude = (1 - fraction) * magnitude0 + fraction * magnitude1;
      outRe[k * outCount + i] = magnitude * phaseRe;
      outIm[k * outCount + i] = magnitude * phaseIm;

      const stepRe = cos1 * cos0 + sin1 * sin0;
      const stepIm = sin1 * cos0 - cos1 * sin0;
      const nextRe = phaseRe * stepRe - phaseIm * stepIm;
      const nextIm = phaseRe * stepIm + phaseIm * stepRe;
      const length = Math.sqrt(nextRe * nextRe + nextIm * nextIm);
      phaseRe = nextRe / length;
      phaseIm = nextIm / length;
    }
  }
  return { re: asMatrix(outRe, bins, outCount), im: asMatrix(outIm, bins, outCount) };
}
