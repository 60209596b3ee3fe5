import { writeSync } from 'node:fs';
import { mutate } from './mutate.ts';
import { isTyped, targets } from './targets.ts';

// Reads mutations of one target's files until its time is over or all are read; prints the number of each before it begins, and at the end,
// or at a finding, a line of JSON. The parent ends it when it is silent for too long.
const [name = '', seed = 0, first = 0, seconds = 0, inputs = 0] = process.argv
  .slice(2)
  .map((text, i) => (i === 0 ? text : Number(text))) as [string, number, number, number, number];

/** What a run of one target found. */
export interface ChildReport {
  readonly cases: number;
  readonly accepted: number;
  readonly refused: number;
  readonly untyped: readonly string[];
  readonly notNumbers: readonly number[];
  readonly slowest: number;
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

async function main(): Promise<void> {
  const { seeds, read } = targets[name]!;
  const good = await seeds();
  const digest = async (): Promise<string> => {
    const results: string[] = [];
    for (const bytes of good) {
      results.push(await read(Uint8Array.from(bytes)).then(describe, (error: Error) => `refused: ${error.message}`));
    }
    return results.join('\n');
  };
  const before = await digest();
  const [untyped, notNumbers]: [string[], number[]] = [[], []];
  let [cases, accepted, refused, slowest] = [0, 0, 0, 0];
  const end = performance.now() + seconds * 1000;
  for (let number = first; number < inputs && performance.now() < end; number++) {
    say(`${number}\n`);
    const bytes = mutate(good, seed * 1_000_003 + number);
    const began = performance.now();
    try {
      const result = await read(bytes);
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

await main();
process.exit(0);
