import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { FilesError } from '../src/errors.ts';
import { takeLock } from '../src/lock.ts';

// Tries to take a lock at a given moment, with a clock that is wrong by so many milliseconds, and writes down what it does.
const [path, log, at, shift] = process.argv.slice(2) as [string, string, string, string];

async function main(): Promise<void> {
  await sleep(Number(at) - Date.now());
  const right = Date.now;
  Date.now = () => right() + Number(shift);
  try {
    const lock = await takeLock(path);
    appendFileSync(log, `${process.pid} in\n`);
    await sleep(60);
    appendFileSync(log, `${process.pid} out\n`);
    await lock.release();
  } catch (error) {
    if (!FilesError.isInstance(error) || error.code !== 'locked') throw error;
  }
}

void main();
