import { RAVDESS_CITATION, RAVDESS_LICENSE, RAVDESS_SOURCE } from '@ser/ravdess';

/** Where a corpus comes from and on what terms, as the corpus itself tells it; it goes into `run.json`. */
export interface Provenance {
  /** Layout that the corpus was read by, such as `ravdess`. */
  readonly format: string;
  /** Name for people. */
  readonly name: string;
  /** True where no person speaks: figures then say nothing about people. */
  readonly synthetic: boolean;
  /** How the recordings came about, in one or more sentences; missing where the corpus does not tell. */
  readonly about?: string | undefined;
  readonly license?: { readonly name: string; readonly url?: string; readonly summary?: string } | undefined;
  /** How the authors want to be cited. */
  readonly citation?: string | undefined;
  /** Address that it is distributed at. */
  readonly source?: string | undefined;
}

/** What RAVDESS says of itself. */
export const RAVDESS: Provenance = {
  format: 'ravdess',
  name: 'RAVDESS',
  synthetic: false,
  about: 'RAVDESS is acted: 24 professional actors, two sentences, emotions on request.',
  license: RAVDESS_LICENSE,
  citation: RAVDESS_CITATION,
  source: RAVDESS_SOURCE,
};

/** The demo corpus: its generator's manifest lies in the folder. */
export const DEMO: Provenance = {
  format: 'ravdess',
  name: 'the demo corpus',
  synthetic: true,
  about: 'The recordings are synthetic speech by eSpeak NG, made by this program.',
};
