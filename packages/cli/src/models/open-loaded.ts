import type { BackboneSession } from '@ser/models';
import type { OpenEngine } from '../engines/engine.ts';
import type { LoadedBackbone } from './model.ts';

/** Loads a network into an engine; one that is a file goes to the runtime that reads it. */
export function openLoaded(
  { backbone }: Pick<LoadedBackbone, 'backbone'>,
  engine: OpenEngine,
): Promise<BackboneSession> {
  return 'openFile' in backbone ? backbone.openFile() : engine.open(backbone);
}
