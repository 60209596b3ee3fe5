import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** What a piece of work cost a side: seconds on the clock, seconds of all its processors, and its largest memory. */
export interface Cost {
  readonly wall: number;
  readonly processor: number;
  /** MB (10⁶ bytes), shared pages counted once. */
  readonly peakMemory: number;
}

/** One side of the comparison: a process, with all that it starts, that answers a question at a time. */
export interface Side {
  ask<T>(question: object): Promise<T & { readonly cost: Cost }>;
  close(): void;
}

/** Looking is not free: adding up the pages of a large process takes milliseconds. */
const SAMPLING_MS = 1000;
/** Linux counts processor time in hundredths of a second. */
const TICKS = 100;

/** Starts a side; what its processes cost is read from Linux' /proc, the same way for both. */
export function startSide(command: string, args: readonly string[]): Side {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return {
    async ask<T>(question: object): Promise<T & { readonly cost: Cost }> {
      let peakMemory = memoryOf(child);
      const sampling = setInterval(() => {
        peakMemory = Math.max(peakMemory, memoryOf(child));
      }, SAMPLING_MS);
      const processor = processorSeconds(child);
      const start = performance.now();
      child.stdin!.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await lines.next();
      const wall = (performance.now() - start) / 1000;
      clearInterval(sampling);
      if (done) throw new Error(`${command} ${args.join(' ')} stopped.`);
      peakMemory = Math.max(peakMemory, memoryOf(child));
      const cost = { wall, processor: processorSeconds(child) - processor, peakMemory };
      return { ...(JSON.parse(value) as T), cost };
    },
    close: () => child.stdin!.end(),
  };
}

/** Costs one after the other: times add up, memory is the largest. */
export function sum(costs: readonly Cost[]): Cost {
  return {
    wall: costs.reduce((total, cost) => total + cost.wall, 0),
    processor: costs.reduce((total, cost) => total + cost.processor, 0),
    peakMemory: Math.max(0, ...costs.map((cost) => cost.peakMemory)),
  };
}

function memoryOf(child: ChildProcess): number {
  const kilobytes = processTree(child.pid!).map((pid) =>
    Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
  );
  return (kilobytes.reduce((total, size) => total + size, 0) * 1024) / 1e6;
}

function processorSeconds(child: ChildProcess): number {
  return processTree(child.pid!).reduce((total, pid) => {
    // Fields 14 to 17: user and system time, its own and of children that have ended.
    const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
    return total + fields.slice(11, 15).reduce((ticks, field) => ticks + Number(field), 0) / TICKS;
  }, 0);
}

function processTree(pid: number): number[] {
  const children: number[] = [];
  for (const thread of list(`/proc/${pid}/task`)) {
    children.push(...read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number));
  }
  return [pid, ...children.flatMap(processTree)];
}

/** A process may end while it is looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
