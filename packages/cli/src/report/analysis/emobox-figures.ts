import type { Provenance } from '../../corpus/provenance.ts';
import type { Settings } from '../../settings/settings.ts';

/** Figures of EmoBox, in percent: unweighted accuracy, weighted accuracy, macro F1. */
type Figures = readonly [unweighted: number, weighted: number, macroF1: number];

/**
 * What EmoBox published of frozen encoders on RAVDESS speech in its six folds, by the repositories of the hub that hold
 * encoders of those names.
 *
 * Source: Ma et al., "EmoBox: Multilingual Multi-corpus Speech Emotion Recognition Toolkit and Benchmark" (Interspeech 2024),
 * table 4.
 */
const FIGURES: Readonly<Record<string, Figures>> = {
  'facebook/wav2vec2-base': [54.33, 55.4, 53.99],
  'facebook/hubert-base-ls960': [65.43, 66.21, 65.31],
  'facebook/hubert-large-ll60k': [70, 70.29, 69.54],
  'microsoft/wavlm-base': [61.56, 62.1, 61.18],
  'microsoft/wavlm-large': [72, 72.22, 71.42],
  'facebook/data2vec-audio-base': [51.92, 52.22, 51.1],
  'facebook/data2vec-audio-large': [59.3, 59.5, 58.74],
};

/** What EmoBox published of an encoder, in words. */
export interface EncoderFigures {
  readonly text: string;
  /** The run has the same recordings and folds, so that the figures may be set beside each other. */
  readonly isAlike: boolean;
}

/** What EmoBox published of the same encoder on RAVDESS, and what differs; undefined where there is nothing to compare. */
export function emoboxFigures(
  source: string | null,
  { actorPreset, fold, vocalChannel }: Settings,
  corpus: Provenance,
): EncoderFigures | undefined {
  const figures = source === null ? undefined : FIGURES[source];
  if (!figures || corpus.format !== 'ravdess' || corpus.synthetic) return undefined;
  const isAlike = actorPreset === 'emobox' && fold === 'all' && vocalChannel === 'speech';
  const [unweighted, weighted, macroF1] = figures.map((figure) => figure.toFixed(2));
  const said = `EmoBox (2024, table 4) published for this encoder on ${isAlike ? 'these six folds' : 'RAVDESS speech, in six folds of actors'}: UAR ${unweighted} %, accuracy ${weighted} %, macro F1 ${macroF1} %.`;
  return {
    isAlike,
    text: isAlike
      ? `${said} What differs: its validation part is drawn from all training recordings, so that voices are on both sides of it, and ours holds out voices; our head brings every value to mean 0 and variance 1 first, and early stopping watches the validation part.`
      : `${said} This run has other recordings or folds: the recipe emobox has the same.`,
  };
}
