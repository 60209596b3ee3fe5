import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DspError } from '../errors.ts';
import { type FeatureAnswer, type FeatureTask, featurizeFile } from './featurize-file.ts';

/** What featurizes files: threads, or the thread that asks. */
export interface FeaturePool {
  /** Files to give it ahead, so that it never waits for the caller. */
  readonly ahead: number;
  run(task: FeatureTask, signal?: AbortSignal): Promise<FeatureAnswer>;
  close(): Promise<void>;
}

const sameThread: FeaturePool = { ahead: 1, run: featurizeFile, close: async () => {} };

/**
 * Starts threads. Where they cannot be had, since a bundler has put the package into one file without that of the worker, the
 * files are featurized by the thread that asks, and `onWarning` is told why.
 *
 * @param worker - Address of the worker's file.
 * @throws {DspError} `worker` if the file is there, and its threads fail for another reason.
 */
export async function openFeaturePool(
  threads: number,
  onWarning: (message: string) => void,
  worker: () => URL = workerFile,
): Promise<FeaturePool> {
  try {
    return await startThreads(threads, worker());
  } catch (cause) {
    if (DspError.isInstance(cause)) throw cause;
    onWarning(
      'extractFileFeatures found no file for its worker threads and computes on this thread: ' +
        `${cause instanceof Error ? cause.message : cause} Keep @ser/dsp out of the bundle to have them back.`,
    );
    return sameThread;
  }
}

/** Compiled beside this file; run from source, it is the one of the last build. */
function workerFile(): URL {
  return new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/node/feature-worker.js' : './feature-worker.js',
    import.meta.url,
  );
}

async function startThreads(threads: number, worker: URL): Promise<FeaturePool> {
  if (!existsSync(fileURLToPath(worker))) throw new Error(`${worker.href} is not there.`);
  // Imported here, since inside a bundle the import itself may fail.
  const { Piscina } = await import('piscina');
  const pool = new Piscina<FeatureTask | undefined, FeatureAnswer>({
    filename: worker.href,
    minThreads: threads,
    maxThreads: threads,
  });
  // The file of Piscina's own thread may be missing as well, which only a first task tells.
  const failed = new Promise<never>((_, reject) => pool.on('error', reject));
  failed.catch(() => {});
  try {
    await Promise.race([pool.run(undefined, { name: 'ready' }), failed]);
  } catch (error) {
    await pool.destroy();
    const message = error instanceof Error ? error.message : String(error);
    // Codes of errors are lost between threads, and bundlers have words of their own.
    if (/cannot find|not ?found/i.test(message)) throw error;
    throw new DspError('worker', `The worker threads of extractFileFeatures could not start: ${message}`, {
      cause: error,
    });
  }
  return {
    ahead: 3 * threads,
    run: (task, signal) => pool.run(task, { name: 'featurize', signal }),
    close: () => pool.destroy(),
  };
}
