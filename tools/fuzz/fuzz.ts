import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildReport } from './child.ts';

/** A parser that says nothing for so long hangs, in seconds. */
const HANG = 5;
/** Time to start and to read the good files, in seconds. */
const START = 60;
/** Most memory, in bytes. */
const MEMORY = 1e9;

/** What was found of one parser. */
export interface FuzzResult extends Omit<ChildReport, 'isSound'> {
  readonly target: string;
  /** Numbers of the mutations that hung, or ended the process. */
  readonly hangs: readonly number[];
  readonly isSound: boolean;
}

/** When to stop; whichever comes first. */
export interface FuzzLimits {
  /** Time for it, in seconds; the start of the process comes on top. @default no limit */
  readonly seconds?: number | undefined;
  /** Number of mutations. @default no limit */
  readonly inputs?: number | undefined;
}

/** Whether a result holds anything that must not be. */
export function isBad({ untyped, notNumbers, hangs, isSound, peak }: FuzzResult): boolean {
  return untyped.length > 0 || notNumbers.length > 0 || hangs.length > 0 || !isSound || peak > MEMORY;
}

/**
 * Reads mutations of good files by one parser, in a process of its own, which is ended and begun again after a hang.
 */
export async function fuzz(
  target: string,
  seed: number,
  { seconds = 1e9, inputs = Number.MAX_SAFE_INTEGER }: FuzzLimits,
): Promise<FuzzResult> {
  const total = { cases: 0, accepted: 0, refused: 0, slowest: 0, peak: 0, isSound: true };
  const [untyped, notNumbers, hangs]: [string[], number[], number[]] = [[], [], []];
  const end = performance.now() + (START + seconds) * 1000;
  for (let first = 0, left = seconds; left > 0.2 && first < inputs && performance.now() < end; ) {
    const began = performance.now();
    const { report, last } = await runChild(target, seed, { first, seconds: left, inputs });
    if (report) {
      for (const key of ['cases', 'accepted', 'refused'] as const) total[key] += report[key];
      for (const key of ['slowest', 'peak'] as const) total[key] = Math.max(total[key], report[key]);
      total.isSound &&= report.isSound;
      untyped.push(...report.untyped);
      notNumbers.push(...report.notNumbers);
      break;
    }
    hangs.push(last);
    total.cases += last + 1 - first;
    first = last + 1;
    left -= (performance.now() - began) / 1000;
  }
  return { target, ...total, untyped, notNumbers, hangs };
}

function runChild(
  target: string,
  seed: number,
  { first, seconds, inputs }: { readonly first: number; readonly seconds: number; readonly inputs: number },
): Promise<{ report?: ChildReport; last: number }> {
  const script = fileURLToPath(new URL('child.ts', import.meta.url));
  const args = ['--import', 'tsx', script, target, ...[seed, first, seconds, inputs].map(String)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve) => {
    let [last, rest] = [first - 1, ''];
    let report: ChildReport | undefined;
    let timer = setTimeout(() => child.kill('SIGKILL'), START * 1000);
    child.stdout.on('data', (data: Buffer) => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill('SIGKILL'), HANG * 1000);
      const lines = (rest + data.toString()).split('\n');
      rest = lines.pop()!;
      for (const line of lines) {
        if (line.startsWith('{')) report = JSON.parse(line) as ChildReport;
        else last = Number(line);
      }
    });
    child.on('close', () => {
      clearTimeout(timer);
      resolve({ report, last: Math.max(first, last) });
    });
  });
}
