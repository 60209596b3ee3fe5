/** License of the corpus itself, which this package does not contain; the package's own license is MIT. */
export const RAVDESS_LICENSE = {
  /** Short name. */
  name: 'CC BY-NC-SA 4.0',
  /** Full text. */
  url: 'https://creativecommons.org/licenses/by-nc-sa/4.0/',
  /** What it means, in a sentence. */
  summary:
    'Attribution, non-commercial use only, derivatives under the same license; the authors sell licenses for commercial use.',
} as const;

/** Where the corpus is published. */
export const RAVDESS_SOURCE = 'https://doi.org/10.5281/zenodo.1188976';

/** What a work that uses the corpus cites. */
export const RAVDESS_CITATION: string =
  'Livingstone SR, Russo FA (2018) The Ryerson Audio-Visual Database of Emotional Speech and Song (RAVDESS): ' +
  'A dynamic, multimodal set of facial and vocal expressions in North American English. ' +
  'PLoS ONE 13(5): e0196391. https://doi.org/10.1371/journal.pone.0196391';
