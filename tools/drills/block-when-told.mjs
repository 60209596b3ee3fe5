import { existsSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

// Loaded before the program: once a file stands, the main thread computes without an end, and looks at nothing any more.
const told = process.env.SER_DRILL_BLOCK;
const isWork = process.argv[1]?.endsWith('work.js') && isMainThread;
const timer =
  isWork && setInterval(() => existsSync(told) && Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 20);
if (timer) timer.unref();
