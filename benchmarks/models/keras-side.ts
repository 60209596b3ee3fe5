import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Seconds on the clock, and seconds of all processors together. */
export interface Timing {
  readonly wall: number;
  readonly processor: number;
}

/** The Python side of a benchmark: one question, one answer. */
export interface KerasSide {
  ask<T>(question: object): Promise<T>;
  close(): void;
}

/** Starts a Python file of this folder with the interpreter that PYTHON names. */
export function startKerasSide(file: string): KerasSide {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const python = spawn(process.env.PYTHON ?? 'python', [path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  return {
    async ask<T>(question: object): Promise<T> {
      python.stdin.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('The Python side stopped.');
      return JSON.parse(value) as T;
    },
    close: () => python.stdin.end(),
  };
}

/** The middle value. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
