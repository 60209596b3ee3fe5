import { availableParallelism } from 'node:os';
import { DspError } from '../errors.ts';
import type { FeatureRequests } from '../features/extract-features.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import type { Signal } from '../signal.ts';
import { requireInteger } from '../validate.ts';
import { openFeaturePool } from './feature-pool.ts';
import type { FeatureAnswer } from './featurize-file.ts';
import type { FileFeatureOptions } from './file-feature-options.ts';

/** The features of one file, or the reason why there are none. */
export type FileFeatures<R extends FeatureRequests> =
  | {
      readonly path: string;
      /** Place of the file in the list, from 0. */
      readonly index: number;
      readonly features: { readonly [Name in keyof R]: Matrix };
      readonly error?: undefined;
    }
  | {
      readonly path: string;
      readonly index: number;
      readonly features?: undefined;
      readonly error: DspError;
    };

/**
 * Loads files and extracts their features on all cores, in the order of the list.
 *
 * A file that cannot be read or featurized is yielded with its `error`, and the others go on. Neither the number of
 * workers nor the order of the files changes a byte of any result. Leaving the loop early stops the workers. In a bundle of one
 * file, where there is no file for a thread to run, all is computed on this thread, and `onWarning` is told once a call.
 *
 * @param paths WAV files.
 * @throws {DspError} `invalid-option` for options that cannot travel to a worker (functions) and impossible numbers
 * of workers; `worker` if a thread fails; the signal's reason if aborted.
 */
export async function* extractFileFeatures<R extends FeatureRequests>(
  paths: Iterable<string>,
  options: FileFeatureOptions<R>,
): AsyncGenerator<FileFeatures<R>, void, undefined> {
  const { workers = availableParallelism(), signal, onWarning = process.emitWarning, ...task } = options;
  const maxThreads = requireInteger('workers', workers);
  signal?.throwIfAborted();
  requireCloneable(task);
  const list = [...paths];
  if (list.length === 0) return;

  const pool = await openFeaturePool(Math.min(maxThreads, list.length), onWarning);
  const answers = new Map<number, Promise<FeatureAnswer>>();
  const start = (index: number): void => {
    const path = list[index];
    if (path === undefined) return;
    const answer = pool.run({ path, options: task }, signal);
    // Awaited in order below; until then a rejection must not count as unhandled.
    answer.catch(() => {});
    answers.set(index, answer);
  };
  try {
    for (let index = 0; index < pool.ahead; index++) start(index);
    for (const [index, path] of list.entries()) {
      signal?.throwIfAborted();
      const answer = await settle(answers.get(index)!, path, signal);
      answers.delete(index);
      start(index + pool.ahead);
      yield 'code' in answer
        ? { path, index, error: new DspError(answer.code, answer.message) }
        : { path, index, features: matricesOf<R>(answer.matrices) };
    }
  } finally {
    await pool.close();
  }
}

async function settle(answer: Promise<FeatureAnswer>, path: string, signal?: AbortSignal): Promise<FeatureAnswer> {
  try {
    return await answer;
  } catch (cause) {
    signal?.throwIfAborted();
    throw new DspError('worker', `A worker failed on ${path}: ${cause instanceof Error ? cause.message : cause}.`, {
      cause,
    });
  }
}

function matricesOf<R extends FeatureRequests>(
  matrices: readonly { name: string; data: Signal; shape: readonly number[] }[],
): { readonly [Name in keyof R]: Matrix } {
  const entries = matrices.map(({ name, data, shape }) => [name, asMatrix(data, shape[0]!, shape[1]!)] as const);
  return Object.fromEntries(entries) as { [Name in keyof R]: Matrix };
}

function requireCloneable(options: object): void {
  try {
    structuredClone(options);
  } catch (cause) {
    throw new DspError(
      'invalid-option',
      'Options travel to other threads, so they cannot hold functions: give a window by its name or its values.',
      { cause },
    );
  }
}
