import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildReport } from './child.ts';

/** A parser that says nothing for so long hangs, in seconds. */
const HANG = 5;
/** Time to start and to read the good files, in seconds. */
const START = 60;
/** A parser that hung so often is known to. */
const MOST_HANGS = 20;
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
 * Reads mutations of good files, one parser after the other, in a process that is ended and begun again after a hang; gives what
 * was found of each as it is done.
 */
export async function* fuzz(
  targets: readonly string[],
  seed: number,
  { seconds = 1e9, inputs = Number.MAX_SAFE_INTEGER }: FuzzLimits,
): AsyncGenerator<FuzzResult> {
  const rest = [...targets];
  let hung = newHung(seconds);
  while (rest.length > 0) {
    const { reports, last, began } = await runChild(rest, seed, {
      first: hung.first,
      left: hung.left,
      seconds,
      inputs,
    });
    for (const report of reports) {
      yield addUp(rest.shift()!, hung, report);
      hung = newHung(seconds);
    }
    if (rest.length === 0) return;
    hung.hangs.push(last);
    hung.cases += last + 1 - hung.first;
    hung.first = last + 1;
    hung.left -= (performance.now() - began) / 1000;
    if (hung.left > 0.2 && hung.first < inputs && hung.hangs.length < MOST_HANGS) continue;
    yield addUp(rest.shift()!, hung, undefined);
    hung = newHung(seconds);
  }
}

/** What the processes that hung had done of a target. */
interface Hung {
  cases: number;
  /** Number of the next mutation. */
  first: number;
  /** Seconds. */
  left: number;
  readonly hangs: number[];
}

const newHung = (seconds: number): Hung => ({ cases: 0, first: 0, left: seconds, hangs: [] });

function addUp(target: string, { cases, hangs }: Hung, report: ChildReport | undefined): FuzzResult {
  const { accepted = 0, refused = 0, slowest = 0, peak = 0, isSound = true } = report ?? {};
  const { untyped = [], notNumbers = [] } = report ?? {};
  const all = cases + (report?.cases ?? 0);
  return { target, cases: all, accepted, refused, slowest, peak, isSound, untyped, notNumbers, hangs };
}

function runChild(
  targets: readonly string[],
  seed: number,
  limits: { readonly first: number; readonly left: number; readonly seconds: number; readonly inputs: number },
): Promise<{ reports: ChildReport[]; last: number; began: number }> {
  const { first, left, seconds, inputs } = limits;
  const script = fileURLToPath(new URL('child.ts', import.meta.url));
  const args = [
    '--import',
    'tsx',
    script,
    JSON.stringify(targets),
    ...[seed, first, left, seconds, inputs].map(String),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve) => {
    let [last, rest, began] = [first - 1, '', performance.now()];
    const reports: ChildReport[] = [];
    let timer = setTimeout(() => child.kill('SIGKILL'), START * 1000);
    child.stdout.on('data', (data: Buffer) => {
      clearTimeout(timer);
      const lines = (rest + data.toString()).split('\n');
      rest = lines.pop()!;
      let patience = HANG;
      for (const line of lines) {
        patience = line.startsWith('"') ? START : HANG;
        if (line.startsWith('"')) began = performance.now();
        if (line.startsWith('{')) {
          reports.push(JSON.parse(line) as ChildReport);
          last = -1;
        } else if (!line.startsWith('"')) last = Number(line);
      }
      timer = setTimeout(() => child.kill('SIGKILL'), patience * 1000);
    });
    child.on('close', () => {
      clearTimeout(timer);
      resolve({ reports, last: Math.max(reports.length === 0 ? first : 0, last), began });
    });
  });
}
