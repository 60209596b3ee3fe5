import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { replaceFiles, type Shape } from '@ser/files';
import { type Backbone, exportOnnx, extractEmbeddings, quantizeWeights } from '@ser/models';
import { openOnnx } from '@ser/models/node';
import * as v from 'valibot';
import { SerError, usageError } from '../errors.ts';
import { type ListedFiles, listedFiles, listFiles, removeListed } from '../files/listed-files.ts';
import { frontEndOf } from '../front-ends/find-front-end.ts';
import type { LoadContext, Model } from '../models/model.ts';
import { BASELINE } from '../models/models.ts';
import { readWindows } from '../predict/read-windows.ts';
import { readJson } from '../run-folder.ts';
import type { Settings } from '../settings/settings.ts';
import { keySettings } from '../settings/settings-of.ts';
import { baselineFile, readBaseline } from '../stages/baseline/baseline-file.ts';
import { type ModelOfRun, openClassifier, readTraining } from '../stages/evaluate/open-classifier.ts';
import { baselineScript, nodeScript, pythonScript } from './scripts.ts';
import { clipGraph, imageGraph, readingSamples } from './waveform-graph.ts';

/** Marks `model.json` as one of ours. */
const FORMAT = 'ser-export';

/** What an export holds, as its `model.json` tells it. */
export interface ExportRecord {
  readonly format: typeof FORMAT;
  readonly model: string;
  /** The classes, in the order of the output. */
  readonly labels: readonly string[];
  /** Rate in Hz of the samples that `waveform.onnx` takes, and the longest stretch of them in seconds; null for the file's own. */
  readonly sampleRate: number | null;
  readonly duration: number;
  /** Whether a recording's answer rests on its start, or is the mean over windows that overlap by half. */
  readonly clips: string;
  /** What the logarithms of the probabilities are divided by, and the probability below which there is no answer. */
  readonly temperature: number;
  readonly threshold: number | null;
  /** Every setting between samples and the network's input. */
  readonly preprocessing: Readonly<Record<string, unknown>>;
  /** Shape of an image that `model.onnx` takes, where there is one. */
  readonly image: readonly number[] | null;
  /** SHA-256 of every other file. */
  readonly files: ListedFiles;
  /** How far the int8 variant was from the float32 one, where there is one. */
  readonly int8?: Int8Difference;
}

/** The largest difference of a probability, and the answers that changed, over stretches of recordings. */
export interface Int8Difference {
  readonly recordings: number;
  readonly stretches: number;
  readonly largest: number;
  readonly changedLabels: number;
}

export interface ExportOptions {
  readonly out: string;
  /** Recordings on which an int8 variant is compared; none for no such variant. */
  readonly compareOn: readonly string[];
}

/**
 * Writes a trained model as a folder that needs nothing of this program, and says why a file of it could not be made.
 *
 * The files of an earlier export are replaced all at once; those of it that the new one lacks are removed, unless they were
 * changed since.
 */
export async function writeExport(
  model: Model,
  place: ModelOfRun,
  { out, compareOn }: ExportOptions,
  context: LoadContext,
): Promise<{ readonly record: ExportRecord; readonly left: readonly string[] }> {
  const { settings } = context;
  const before = await earlierExport(out);
  const frontEnd = model.input.frontEnd(settings);
  const size = Math.floor(settings.duration * settings.sampleRate);
  const shape = model.input.shape(frontEndOf(frontEnd).shape(size, settings), settings);
  const { record, loaded, head, labels } = await openClassifier(model, place, shape, context);
  const { calibration } = record;
  try {
    const { backbone } = loaded;
    if ('openFile' in backbone) {
      throw usageError(
        `${model.name} is an ONNX file that its runtime reads by itself: a head cannot be put behind it.`,
      );
    }
    const isImage = model.input.kind === 'image';
    if (isImage && compareOn.length > 0) {
      throw usageError(
        `--int8 is for speech encoders, whose products gain by it; ${model.name} takes images, and its convolutions do not.`,
      );
    }
    const metadata = { temperature: String(calibration.temperature), sampleRate: String(settings.sampleRate) };
    const onnx = (network: Backbone): Promise<Uint8Array> =>
      exportOnnx({ backbone: network, head }, { labels, metadata });
    const files = new Map<string, Uint8Array>();
    const left: string[] = [];
    if (isImage) files.set('model.onnx', await onnx(backbone));
    const graph =
      isImage && model.keras !== undefined
        ? imageGraph(frontEnd, model.keras, settings)
        : clipGraph(backbone.waveform?.isNormalized ?? false, settings);
    const network = readingSamples(backbone, graph);
    files.set('waveform.onnx', await onnx(network));
    if (compareOn.length > 0) files.set('waveform.int8.onnx', await onnx(quantizeWeights(network)));
    const facts = { model: model.name, noiseReduction: settings.noiseReduction, isImage };
    files.set('predict.mjs', Buffer.from(nodeScript(facts)));
    files.set('predict.py', Buffer.from(pythonScript(facts)));
    await addCard(files, place, { model: model.name, left, note: noiseNote(settings) });
    const int8 = compareOn.length > 0 ? await compareInt8(files, compareOn, context) : undefined;
    const written: ExportRecord = {
      format: FORMAT,
      model: model.name,
      labels,
      sampleRate: settings.sampleRate,
      duration: settings.duration,
      clips: settings.clips,
      temperature: calibration.temperature,
      threshold: calibration.threshold,
      preprocessing: { ...keySettings('features', settings), ...(isImage && keySettings('embeddings', settings)) },
      image: isImage ? shape : null,
      files: listFiles(files),
      ...(int8 && { int8 }),
    };
    await writeFolder(out, files, { record: written, before, signal: context.signal });
    return { record: written, left };
  } finally {
    head.dispose();
  }
}

/**
 * Writes the baseline as such a folder: the classifier as JSON, its card, and a script for Node. There is no ONNX of it, and
 * so none for Python: voice statistics are computed by `@ser/dsp`.
 */
export async function writeBaselineExport(
  place: ModelOfRun,
  { out, signal }: { readonly out: string; readonly signal: AbortSignal },
): Promise<{ readonly record: ExportRecord; readonly left: readonly string[] }> {
  const before = await earlierExport(out);
  await readTraining({ name: BASELINE }, place);
  const { labels, window, calibration } = await readBaseline(place.folder.classifier);
  const file = baselineFile(place.folder.classifier);
  const files = new Map<string, Uint8Array>([
    [basename(file), await readFile(file)],
    ['predict.mjs', Buffer.from(baselineScript())],
  ]);
  const left: string[] = [
    `There is no ONNX file, and none for Python: ${BASELINE} rests on voice statistics, which @ser/dsp computes. predict.mjs does.`,
  ];
  await addCard(files, place, { model: BASELINE, left });
  const record: ExportRecord = {
    format: FORMAT,
    model: BASELINE,
    labels,
    sampleRate: null,
    duration: window,
    clips: 'windows',
    temperature: calibration.temperature,
    threshold: calibration.threshold,
    preprocessing: {},
    image: null,
    files: listFiles(files),
  };
  await writeFolder(out, files, { record, before, signal });
  return { record, left };
}

/** What noise reduction means for who uses an export; undefined where there is none. */
function noiseNote({ noiseReduction }: Pick<Settings, 'noiseReduction'>): string | undefined {
  if (noiseReduction === 'none') return undefined;
  return `The model learned from recordings after ${noiseReduction}, which is no part of waveform.onnx: predict.py and predict.mjs do it before the graph. Without it the probabilities are others than those that were scored.`;
}

/** The card of the classifier, with a note for who uses this export. */
async function addCard(
  files: Map<string, Uint8Array>,
  place: ModelOfRun,
  { model, left, note }: { readonly model: string; readonly left: string[]; readonly note?: string | undefined },
): Promise<void> {
  const card = await readFile(join(place.folder.classifier, 'README.md'), 'utf8').catch(() => undefined);
  if (card === undefined) left.push(`The model card is left out: ${model} was not evaluated yet (ser evaluate --run).`);
  else files.set('README.md', Buffer.from(note === undefined ? card : `${card}\n## This export\n\n${note}\n`));
}

/** All files at once; those of an earlier export that the new one lacks are removed. */
async function writeFolder(
  out: string,
  files: Map<string, Uint8Array>,
  {
    record,
    before,
    signal,
  }: { readonly record: ExportRecord; readonly before: EarlierExport; readonly signal: AbortSignal },
): Promise<void> {
  files.set('model.json', Buffer.from(`${JSON.stringify(record, null, 2)}\n`));
  await replaceFiles(out, files, { signal });
  await removeListed(out, before.files, files);
}

type EarlierExport = Pick<ExportRecord, 'files'>;

const earlierShape: Shape<EarlierExport> = v.object({
  format: v.literal(FORMAT),
  files: v.optional(listedFiles, {}),
});

/** What an earlier export says of itself; only an empty folder, or one of those, is written to. */
export async function earlierExport(out: string): Promise<EarlierExport> {
  const names = (await readdir(out).catch(() => [])).filter((name) => !name.startsWith('.'));
  if (names.length === 0) return { files: {} };
  const before = await readJson(join(out, 'model.json'), earlierShape);
  if (before !== undefined) return before;
  throw new SerError(`${out} is not empty, and is no earlier export: choose another folder.`);
}

async function compareInt8(
  files: ReadonlyMap<string, Uint8Array>,
  recordings: readonly string[],
  { settings: { sampleRate, duration, clips }, signal }: LoadContext,
): Promise<Int8Difference> {
  const stretches: Float32Array[] = [];
  for (const path of recordings) {
    for await (const { samples } of readWindows(path, { sampleRate, duration, signal })) {
      if (samples.some((sample) => sample !== 0)) stretches.push(samples);
      if (clips === 'start') break;
    }
  }
  const folder = await mkdtemp(join(tmpdir(), 'ser-export-'));
  const rowsOf = async (name: string): Promise<Float32Array[]> => {
    const path = join(folder, name);
    await writeFile(path, files.get(name)!);
    const backbone = await openOnnx(path, { sampleRate });
    try {
      const rows: Float32Array[] = [];
      for await (const row of extractEmbeddings(stretches, { backbone, signal })) rows.push(row.slice());
      return rows;
    } finally {
      await backbone.dispose();
    }
  };
  try {
    const [full, small] = [await rowsOf('waveform.onnx'), await rowsOf('waveform.int8.onnx')];
    const best = (row: Float32Array): number => row.indexOf(Math.max(...row));
    let largest = 0;
    for (const [i, row] of full.entries())
      for (const [k, p] of row.entries()) largest = Math.max(largest, Math.abs(p - small[i]![k]!));
    const changedLabels = full.filter((row, i) => best(row) !== best(small[i]!)).length;
    return { recordings: recordings.length, stretches: stretches.length, largest, changedLabels };
  } finally {
    await rm(folder, { recursive: true });
  }
}
