import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { withWorkers } from './with-workers.ts';

test.each([false, true])('a thread does one task after the other (late: %s)', async (isLate) => {
  const temporaryFolder = await mkdtemp(join(tmpdir(), 'ser-workers-'));
  const task = pathToFileURL(join(temporaryFolder, 'task.mjs'));
  await writeFile(task, "import { threadId } from 'node:worker_threads';\nexport const own = () => threadId;\n");
  const signal = new AbortController().signal;
  await withWorkers<null, number>({ task, name: 'own', most: 1, temporaryFolder, signal, isLate }, async (run) => {
    const first = await run(null);
    // Time in which nothing is to be done.
    await setTimeout(20);
    expect(await run(null)).toBe(first);
  });
  await rm(temporaryFolder, { recursive: true });
});
