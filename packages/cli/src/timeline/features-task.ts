import type { MessagePort } from 'node:worker_threads';
import { WINDOW_BATCH } from '../predict/window-recipe.ts';
import { problemOf } from './problem-of.ts';
import { type FeaturesRequest, readFeatures } from './read-features.ts';

/** Windows that may wait to be taken: a batch of the network's, and the next one while it computes. */
const AHEAD = 2 * WINDOW_BATCH;

/** Features to compute in another thread. */
export interface FeaturesTask extends FeaturesRequest {
  /** Takes the features, one message each, and says by a message each time that one was taken. */
  readonly port: MessagePort;
}

/** What is wrong with the recording, if anything: errors lose what they are between threads. */
export interface FeaturesAnswer {
  readonly problem?: string;
}

/** Computes features ahead of the network that takes them, in a worker thread, until the other side closes the port. */
export async function featuresTask({ port, ...request }: FeaturesTask): Promise<FeaturesAnswer> {
  const stop = new AbortController();
  let room = AHEAD;
  let wake = (): void => {};
  port.on('message', () => {
    room++;
    wake();
  });
  port.on('close', () => {
    stop.abort();
    wake();
  });
  try {
    for await (const features of readFeatures(request, stop.signal)) {
      while (room === 0 && !stop.signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (stop.signal.aborted) break;
      room--;
      port.postMessage(features);
    }
    return {};
  } catch (error) {
    return stop.signal.aborted ? {} : { problem: problemOf(error, request.path) };
  } finally {
    port.close();
  }
}
