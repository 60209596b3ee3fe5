import { type BackboneSession, type ExtractEmbeddingsOptions, extractEmbeddings } from '@ser/models';
import type { OpenEngine } from '../engines/engine.ts';
import type { StoredArray } from '../files/array-store.ts';
import type { LoadedBackbone, ModelInput } from './model.ts';

/** The embeddings of a model's inputs, images or waveforms, in order. */
export function embedInputs(
  { kind }: Pick<ModelInput, 'kind'>,
  inputs: AsyncIterable<StoredArray>,
  options: ExtractEmbeddingsOptions,
): AsyncGenerator<Float32Array, void, undefined> {
  return kind === 'waveform' ? extractEmbeddings(samplesOf(inputs), options) : extractEmbeddings(inputs, options);
}

async function* samplesOf(inputs: AsyncIterable<StoredArray>): AsyncGenerator<Float32Array> {
  for await (const { data } of inputs) yield data;
}

/** Loads a network into an engine; one that is a file goes to the runtime that reads it. */
export function openLoaded(
  { backbone }: Pick<LoadedBackbone, 'backbone'>,
  engine: OpenEngine,
): Promise<BackboneSession> {
  return 'openFile' in backbone ? backbone.openFile() : engine.open(backbone);
}
