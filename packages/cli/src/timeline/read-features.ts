import { describeWindow, type WindowFeatures, type WindowRecipe } from '../predict/window-recipe.ts';
import { type Channel, readStretches } from './read-recording.ts';
import type { Stretch } from './timeline.ts';

/** Windows of a recording, and what is to be computed of each. */
export interface FeaturesRequest {
  readonly path: string;
  readonly channel: Channel;
  /** In order of their starts. */
  readonly windows: readonly Stretch[];
  /** Rate to compute them at, in Hz. */
  readonly sampleRate: number;
  readonly recipe: WindowRecipe;
}

/** Goes through a recording and gives the features of its windows, in order. Memory holds one window and a piece of the file. */
export async function* readFeatures(
  { path, channel, windows, sampleRate, recipe }: FeaturesRequest,
  signal: AbortSignal,
): AsyncGenerator<WindowFeatures> {
  for await (const samples of readStretches(path, channel, windows, { sampleRate, signal }))
    yield describeWindow(samples, sampleRate, recipe);
}
