import type { Clip } from '../../corpus/clip.ts';
import { SerError } from '../../errors.ts';
import { ArrayStore } from '../../files/array-store.ts';
import type { Reporter } from '../../terminal/reporter.ts';
import type { Problem } from '../features/compute-features.ts';
import { withWorkers } from '../features/with-workers.ts';
import type { FunctionalsResult, FunctionalsTask } from './functionals-task.ts';

/** The numbers of every usable clip. */
export interface Functionals {
  readonly rows: ReadonlyMap<Clip, readonly Float32Array[]>;
  /** Lowest rate of the files, in Hz; infinite where there is none. */
  readonly lowestRate: number;
  readonly problems: readonly Problem[];
  /** How many of them were not in the store. */
  readonly computed: number;
}

/** Describes clips by voice statistics, a row for a clip or for each of its windows, on all cores; what the store has is not computed again. */
export async function computeFunctionals(
  clips: readonly Clip[],
  {
    folder,
    window,
    reporter,
    signal,
  }: {
    folder: string;
    /** Seconds of the windows that clips are described in. @default described as a whole */
    window?: number;
    reporter: Reporter;
    signal: AbortSignal;
  },
): Promise<Functionals> {
  const found = new Map<Clip, readonly Float32Array[]>();
  let lowestRate = Number.POSITIVE_INFINITY;
  const problems: Problem[] = [];
  let computed = 0;
  let done = 0;
  const stage = reporter.stage('Voice statistics', clips.length);
  const store = new ArrayStore(folder);
  await store.sweep();
  await withWorkers<FunctionalsTask, FunctionalsResult>(
    {
      task: new URL('./functionals-task.js', import.meta.url),
      name: 'functionalsTask',
      most: clips.length,
      temporaryFolder: store.temporaryFolder,
      signal,
    },
    (run) =>
      Promise.all(
        clips.map(async (clip) => {
          const { path, start, end } = clip;
          const result = await run({ path, start, end, folder, window });
          stage.update(++done);
          if ('failure' in result) throw new SerError(result.failure);
          if ('problem' in result) problems.push({ path, reason: result.problem });
          else {
            found.set(clip, result.rows);
            lowestRate = Math.min(lowestRate, result.nativeRate);
            if (result.computed) computed++;
          }
        }),
      ),
  );
  stage.end(`${found.size} recordings: ${computed} computed, ${found.size - computed} reused`);
  // Threads finish in any order; nothing may depend on it.
  problems.sort((a, b) => (a.path < b.path ? -1 : 1));
  const rows = new Map(clips.flatMap((clip) => (found.has(clip) ? [[clip, found.get(clip)!] as const] : [])));
  return { rows, lowestRate, problems, computed };
}
