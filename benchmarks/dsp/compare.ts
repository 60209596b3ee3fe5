import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Milliseconds a call: by the clock, and of the processor, which other programs disturb least. */
export interface Times {
  readonly wall: number;
  readonly processor: number;
}

/** The Python side of a benchmark: one line in, the times of what it names out. */
export interface PythonSide {
  ask(line: string): Promise<Times>;
  close(): void;
}

/** Starts a Python file of this folder, held to one thread, with the interpreter that PYTHON names. */
export function startPython(file: string, args: readonly string[] = []): PythonSide {
  const threads = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1' };
  const path = fileURLToPath(new URL(file, import.meta.url));
  const python = spawn(process.env.PYTHON ?? 'python', [path, ...args], {
    env: { ...process.env, ...threads },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  return {
    async ask(line) {
      python.stdin.write(`${line}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error('The Python side stopped.');
      const [wall, processor] = value.split(' ').map((seconds) => 1000 * Number(seconds));
      return { wall: wall!, processor: processor! };
    },
    close: () => python.stdin.end(),
  };
}

/** Times so many calls one after the other. */
export async function timed(run: () => unknown, repetitions: number): Promise<Times> {
  const start = performance.now();
  const before = process.cpuUsage();
  for (let i = 0; i < repetitions; i++) await run();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / repetitions, processor: (user + system) / 1000 / repetitions };
}

/** Prints the head of the table whose lines {@link compare} prints; names take `width` columns. */
export function printHead(width: number): void {
  console.log(`${'task'.padEnd(width)}ours ms   librosa ms   librosa / ours   by processor time`);
}

/** Times ours, then librosa's, in each round, and prints medians over the rounds of times and of their ratios. */
export async function compare(
  name: string,
  sides: { readonly ours: () => Promise<Times>; readonly theirs: () => Promise<Times> },
  { rounds, width }: { readonly rounds: number; readonly width: number },
): Promise<void> {
  const times: [Times, Times][] = [];
  for (let round = 0; round < rounds; round++) times.push([await sides.ours(), await sides.theirs()]);
  const [ours, theirs] = [median(times.map(([x]) => x.wall)), median(times.map(([, x]) => x.wall))];
  const ratio = median(times.map(([x, z]) => z.wall / x.wall));
  const byProcessor = median(times.map(([x, z]) => z.processor / x.processor));
  const cells = [ours.toFixed(3).padStart(7), theirs.toFixed(3).padStart(12), ratio.toFixed(2).padStart(16)];
  console.log(`${name.padEnd(width)}${cells.join(' ')} ${byProcessor.toFixed(2).padStart(18)}`);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
