import * as v from 'valibot';
import type { BackboneReference, Json, ModelCard } from './classifier.ts';

/** Digest and length of a file beside, as `classifier.json` lists it. */
export interface ListedFile {
  readonly bytes: number;
  /** SHA-256, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** `classifier.json` as it is written. */
export interface ClassifierDescription {
  readonly format: 'ser-classifier';
  readonly formatVersion: number;
  readonly savedBy: string;
  readonly labels: readonly string[];
  readonly backbone: BackboneReference | null;
  readonly preprocessing: Readonly<Record<string, Json>>;
  readonly card: ModelCard;
  /** The files that belong to it, by name; from version 2 on. */
  readonly files?: Readonly<Record<string, ListedFile>>;
  /** SHA-256 of everything else in this file; from version 2 on. */
  readonly sha256?: string;
}

/** One tensor in `model.json`. */
export interface StoredTensor {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: 'float32';
}

/** `model.json` of TensorFlow.js' layers format, as far as it is looked at before TensorFlow.js reads it. */
export interface StoredModel {
  readonly modelTopology: Readonly<Record<string, unknown>>;
  readonly weightsManifest: readonly { readonly weights: readonly StoredTensor[] }[];
}

/** More labels, tensors or dimensions than any classifier has. */
const most = { labels: 10_000, tensors: 20_000, rank: 8, size: 2 ** 31 };

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(most.size));
const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'));
const shape = v.pipe(v.array(count), v.maxLength(most.rank));

const json: v.GenericSchema<unknown, Json> = v.lazy(() =>
  v.union([v.null(), v.boolean(), v.number(), v.string(), v.array(json), v.record(v.string(), json)]),
);

const backbone: v.GenericSchema<unknown, BackboneReference> = v.object({
  name: v.string(),
  // -1 for a waveform of any length.
  inputShape: v.pipe(
    v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(-1), v.maxValue(most.size))),
    v.maxLength(most.rank),
  ),
  outputDim: v.pipe(count, v.minValue(1)),
  fingerprint: hex,
});

const card: v.GenericSchema<unknown, ModelCard> = v.object({
  title: v.optional(v.string()),
  description: v.optional(v.string()),
  license: v.optional(v.string()),
  datasets: v.optional(v.array(v.string())),
  // A score that is not a number is written as null by JSON.
  metrics: v.optional(v.record(v.string(), v.number())),
  evaluation: v.optional(v.string()),
  limitations: v.optional(v.string()),
});

export const classifierSchema: v.GenericSchema<unknown, ClassifierDescription> = v.object({
  format: v.literal('ser-classifier'),
  formatVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
  savedBy: v.string(),
  labels: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(most.labels)),
  backbone: v.nullable(backbone),
  preprocessing: v.record(v.string(), json),
  card,
  files: v.optional(v.record(v.string(), v.object({ bytes: count, sha256: hex }))),
  sha256: v.optional(hex),
});

export const modelSchema: v.GenericSchema<unknown, StoredModel> = v.object({
  modelTopology: v.record(v.string(), v.unknown()),
  weightsManifest: v.array(
    v.object({
      weights: v.pipe(
        v.array(v.object({ name: v.string(), shape, dtype: v.literal('float32') })),
        v.maxLength(most.tensors),
      ),
    }),
  ),
});
