import type { BackboneName } from '@ser/models';

/** What the two sides of twin.ts are asked, by the word in `do`. */
interface Questions {
  hello: object;
  /** Scan, split, plan. `files` takes so many, evenly spread; `size` is [height, width], null the spectrogram's own. */
  prepare: {
    readonly data: string;
    readonly work: string;
    readonly plan: string;
    readonly files: number | null;
    readonly size: readonly [number, number] | null;
  };
  /** Every `chunks`-th clip, beginning with the one of number `chunk`. */
  features: { readonly chunk: number; readonly chunks: number };
  /** Weights from us for the others: a folder of .npy files. */
  backbone: { readonly backbone: BackboneName; readonly weights: string };
  /** Every `chunks`-th of the first `end` examples; null takes all. */
  embed: {
    readonly backbone: BackboneName;
    readonly chunk: number;
    readonly chunks: number;
    readonly end: number | null;
  };
  head: { readonly backbone: BackboneName; readonly learningRate: number; readonly seed: number };
  export: { readonly backbone: BackboneName | null; readonly end: number | null };
  check: { readonly rows: readonly number[] };
}

/** A question, or one of a kind. */
export type Question<K extends keyof Questions = keyof Questions> = { [P in K]: { readonly do: P } & Questions[P] }[K];
