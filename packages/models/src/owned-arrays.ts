/**
 * A `Float32Array` in memory of its own, as `postMessage` and a Blob take it: since TypeScript 5.7 `Float32Array<ArrayBuffer>`,
 * which compilers of before cannot read and do not tell from others.
 */
export type OwnedFloat32 = ReturnType<Float32ArrayConstructor['of']>;

/** A `Float64Array` in memory of its own; see {@link OwnedFloat32}. */
export type OwnedFloat64 = ReturnType<Float64ArrayConstructor['of']>;
