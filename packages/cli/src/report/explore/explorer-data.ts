/** One test file as the page's script reads it; classes are places in the list of labels. */
export interface TestFile {
  readonly name: string;
  /** Empty where the corpus does not tell. */
  readonly speaker: string;
  readonly actual: number;
  /** Of each model: the predicted class, then the probability of every class in whole percent; null where it has none. */
  readonly said: readonly (readonly number[] | null)[];
  /** A small gray spectrogram as a URI; null where the audio is not at hand. */
  readonly picture: string | null;
  /** What a player takes as its source; `#` and an id where a player of the page has it already. */
  readonly sound: string | null;
}

/** What the page's script needs to show any test file. */
export interface TestFiles {
  readonly labels: readonly string[];
  readonly models: readonly string[];
  readonly files: readonly TestFile[];
  /**
   * Of each model, where each file lies: UMAP's x and y, then those of the principal components, as shares of the map's extent from
   * 0 to 1000; null for a file that is not on it, and for a model without a map.
   */
  readonly maps: readonly (readonly (readonly number[] | null)[] | null)[];
}
