type Pointer = number;

type Load = (samples: Pointer, hop: number, size: number, target: Pointer) => void;
type Finite = (samples: Pointer, count: number) => number;
type Stage = (radix: number, base: Pointer, size: number, stride: number, twiddles: Pointer) => void;
type Filter = (table: Pointer, end: Pointer, source: Pointer, target: Pointer, size: number) => void;
type Store = (source: Pointer, hop: number, samples: Pointer, scale: number) => void;
type Interpolate = (
  samples: Pointer,
  rows: Pointer,
  position: number,
  step: number,
  count: number,
  target: Pointer,
) => void;

/** Functions of `assembly/resample.ts`; see the comments there. */
export interface ResampleExports {
  readonly finite32: Finite;
  readonly finite64: Finite;
  readonly load32: Load;
  readonly load64: Load;
  readonly forward32: Stage;
  readonly forward64: Stage;
  readonly filter32: Filter;
  readonly filter64: Filter;
  readonly inverse32: Stage;
  readonly inverse64: Stage;
  readonly store32: Store;
  readonly store64: Store;
  readonly interpolate32: Interpolate;
  readonly interpolate64: Interpolate;
}

/** The functions of one precision. */
export interface ResampleKernels {
  readonly finite: Finite;
  readonly load: Load;
  readonly forward: Stage;
  readonly filter: Filter;
  readonly inverse: Stage;
  readonly store: Store;
  readonly interpolate: Interpolate;
}

/** Picks the functions of one precision. */
export function resampleKernels(run: ResampleExports, precision: 32 | 64): ResampleKernels {
  return precision === 32
    ? {
        finite: run.finite32,
        load: run.load32,
        forward: run.forward32,
        filter: run.filter32,
        inverse: run.inverse32,
        store: run.store32,
        interpolate: run.interpolate32,
      }
    : {
        finite: run.finite64,
        load: run.load64,
        forward: run.forward64,
        filter: run.filter64,
        inverse: run.inverse64,
        store: run.store64,
        interpolate: run.interpolate64,
      };
}
