/**
 * A `Float64Array` in memory of its own, as `postMessage` and a Blob take it: since TypeScript 5.7 `Float64Array<ArrayBuffer>`,
 * which compilers of before cannot read and do not tell from others.
 */
export type OwnedFloat64 = ReturnType<Float64ArrayConstructor['of']>;
