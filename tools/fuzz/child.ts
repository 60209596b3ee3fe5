import { writeSync } from 'node:fs';
import { mutate, originOf } from './mutate.ts';
import { isTyped } from './target.ts';
import { targets } from './targets.ts';

// Reads mutations of the files of targets, one target after the other, each until its time is over or all are read. Prints the name of a target as
// a JSON text as it begins, the number of each mutation before it is read, and a report as a JSON object at the end of each
// target. The parent ends it when it is silent for too long.
const [targetNames = '[]', ...numbers] = process.argv.slice(2);
const [seed = 0, first = 0, left = 0, seconds = 0, inputs = 0] = numbers.map(Number);

/** What a run of one target found. */
export interface ChildReport {
  readonly cases: number;
  readonly accepted: number;
  readonly refused: number;
  readonly untyped: readonly string[];
  readonly notNumbers: readonly number[];
  readonly slowest: number;
  /** Bytes that this process has held at most, with the targets before. */
  readonly peak: number;
  /** Whether good files are read as before after all of it. */
  readonly isSound: boolean;
}

/** Writes at once, and again while the pipe is full. */
function say(text: string): void {
  for (let rest = Buffer.from(text); rest.length > 0; ) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

/**
 * @param from Number of the first mutation.
 * @param time Seconds.
 */
async function attack(name: string, from: number, time: number): Promise<void> {
  say(`${JSON.stringify(name)}\n`);
  const { seeds, read } = targets[name]!;
  const good = await seeds();
  const digest = async (): Promise<string> => {
    const results: string[] = [];
    for (const [i, bytes] of good.entries()) {
      results.push(await read(Uint8Array.from(bytes), i).then(describe, (error: Error) => `refused: ${error.message}`));
    }
    return results.join('\n').replaceAll(/fuzz-\w+/g, 'fuzz');
  };
  const before = await digest();
  const [untyped, notNumbers]: [string[], number[]] = [[], []];
  let [cases, accepted, refused, slowest] = [0, 0, 0, 0];
  const end = performance.now() + time * 1000;
  for (let number = from; number < inputs && performance.now() < end; number++) {
    say(`${number}\n`);
    const own = seed * 1_000_003 + number;
    const bytes = mutate(good, own);
    const began = performance.now();
    try {
      const result = await read(bytes, originOf(good.length, own));
      accepted++;
      if (typeof result !== 'string' && notNumbers.length < 10 && hasNaN(result)) notNumbers.push(number);
    } catch (error) {
      if (isTyped(error)) refused++;
      // A few of each kind are enough, and must fit into one write.
      else if (untyped.length < 10)
        untyped.push(`${number}: ${String((error as Error)?.stack ?? error).slice(0, 400)}`);
    }
    slowest = Math.max(slowest, performance.now() - began);
    cases++;
  }
  const peak = process.resourceUsage().maxRSS * 1024;
  const isSound = before === (await digest());
  const report: ChildReport = { cases, accepted, refused, untyped, notNumbers, slowest, peak, isSound };
  say(`${JSON.stringify(report)}\n`);
}

function describe(result: readonly ArrayLike<number>[] | string): string {
  if (typeof result === 'string') return result;
  return result
    .map((values) => `${values.length} ${Array.from(values).reduce((sum, value) => sum + Number(value), 0)}`)
    .join();
}

function hasNaN(arrays: readonly ArrayLike<number>[]): boolean {
  return arrays.some(
    (values) => typeof values !== 'string' && Array.from(values).some((value) => !Number.isFinite(value)),
  );
}

for (const [i, name] of (JSON.parse(targetNames) as string[]).entries())
  await attack(name, i === 0 ? first : 0, i === 0 ? left : seconds);
process.exit(0);
