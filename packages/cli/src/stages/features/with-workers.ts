import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
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
}

/** Does a piece of work with worker threads, on all cores, and stops them whatever becomes of it. */
export async function withWorkers<Task, Answer>(
  { task, name, most, temporaryFolder, signal }: WithWorkersOptions,
  work: (run: (task: Task) => Promise<Answer>) => Promise<unknown>,
): Promise<void> {
  const pool = new Piscina<Task, Answer>({
    filename: fileURLToPath(task),
    name,
    minThreads: 1,
    maxThreads: Math.max(1, Math.min(availableParallelism(), most)),
  });
  // One listener for all: a stopped pool rejects whatever is still queued.
  const stop = (): void => void pool.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    await work((one) => pool.run(one));
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.destroy();
    await sweepStoppedThreads(temporaryFolder).catch(() => {});
  }
}
