import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import { sweepStoppedThreads } from '@ser/files';
import { Piscina } from 'piscina';

export interface WithWorkersOptions {
  /** Module of the task, and the function of it that runs in the threads. */
  readonly task: URL;
  readonly name: string;
  /** No more threads than this are of use. */
  readonly most: number;
  /** Where the task writes its temporary files; a thread that is stopped in the middle of a write leaves one. */
  readonly temporaryFolder: string;
  readonly signal: AbortSignal;
  /** Whether the first thread begins with the first task. @default false: at once */
  readonly isLate?: boolean;
}

/** How a task differs from the others. */
export interface OtherTask {
  /** Another module, and the function of it. */
  readonly task: URL;
  readonly name: string;
  /** What goes over to the thread. */
  readonly transferList: readonly MessagePort[];
}

/** Does a piece of work with worker threads, on all cores, and stops them whatever becomes of it. */
export async function withWorkers<Task, Answer>(
  { task, name, most, temporaryFolder, signal, isLate }: WithWorkersOptions,
  work: (run: (task: Task, other?: OtherTask) => Promise<Answer>) => Promise<unknown>,
): Promise<void> {
  const pool = new Piscina<Task, Answer>({
    filename: fileURLToPath(task),
    name,
    minThreads: isLate ? 0 : 1,
    // A pool without a thread that stays would end each one as soon as it has nothing to do, and load the next for the next task.
    ...(isLate && { idleTimeout: Number.POSITIVE_INFINITY }),
    maxThreads: Math.max(1, Math.min(availableParallelism(), most)),
  });
  const ready = new Set<unknown>();
  pool.on('workerCreate', (thread) => ready.add(thread));
  pool.on('workerDestroy', (thread) => ready.delete(thread));
  // One listener for all: a stopped pool rejects whatever is still queued.
  const stop = (): void => void pool.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    await work((one, other) =>
      pool.run(
        one,
        other && { filename: fileURLToPath(other.task), name: other.name, transferList: [...other.transferList] },
      ),
    );
    await untilLoaded(pool, ready, signal);
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.destroy();
    await sweepStoppedThreads(temporaryFolder).catch(() => {});
  }
}

/**
 * Waits for threads that are still loading, though nothing is left to do for them: Node 20 dies where one is stopped in the
 * middle of that.
 */
async function untilLoaded(pool: Piscina, ready: ReadonlySet<unknown>, signal: AbortSignal): Promise<void> {
  const enough = AbortSignal.any([signal, AbortSignal.timeout(10_000)]);
  while (ready.size < pool.threads.length && !enough.aborted)
    await once(pool, 'workerCreate', { signal: enough }).catch(() => {});
}
