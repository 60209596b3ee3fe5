/** Folds that a publication or the corpus itself gives: lists of speakers, or of values of a facet. */
export interface PublishedFolds {
  /** Name to ask for it by. */
  readonly name: string;
  /** Where it comes from. */
  readonly source: string;
  /** What the lists hold: `speaker`, or the name of a facet. */
  readonly by: string;
  /** One entry per fold; whoever is in neither list trains. */
  readonly folds: readonly PublishedFold[];
}

/** One fold of {@link PublishedFolds}. */
export interface PublishedFold {
  /** Values of the test part. */
  readonly test: readonly string[];
  /** Values of the validation part; empty where the publication has none. */
  readonly validation: readonly string[];
}
