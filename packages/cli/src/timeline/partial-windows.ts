import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { fitShape, type Shape } from '../files/shape.ts';

/** What a model made of a window. */
export interface SeenWindow {
  /** In decibels of full scale; null where every sample is zero. */
  readonly level: number | null;
  readonly raw: readonly number[];
}

const group: Shape<SeenWindow[]> = v.array(
  v.object({ level: v.nullable(v.number()), raw: v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(1))) }),
);

/** The windows of a line; undefined where it holds something else. */
function windowsOf(line: string): SeenWindow[] | undefined {
  try {
    const fit = fitShape(JSON.parse(line), group);
    return 'value' in fit ? fit.value : undefined;
  } catch {
    return undefined;
  }
}

/** The windows of a timeline that is not finished, in order. */
export interface PartialWindows {
  read(): Promise<SeenWindow[]>;
  /** Adds windows up to the end of a batch, so that what goes on from there computes the same batches. */
  append(windows: readonly SeenWindow[]): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Keeps them in a file: a line with the key, then one line per group. A line that was cut off counts for nothing, nor does a file of
 * another key, or one with a line that holds something else.
 */
export function partialWindows(path: string, key: string): PartialWindows {
  const head = `${JSON.stringify({ key })}\n`;
  let isOurs = false;
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch(() => '');
      isOurs = text.startsWith(head);
      if (!isOurs) return [];
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      // What was cut off would stand in front of the next line.
      if (whole.length < text.length) await writeFile(path, whole);
      const lines = whole.slice(head.length).split('\n').slice(0, -1);
      const groups = lines.map(windowsOf);
      isOurs = !groups.includes(undefined);
      return isOurs ? groups.flatMap((windows) => windows!) : [];
    },
    async append(windows) {
      if (!isOurs) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, head);
        isOurs = true;
      }
      await appendFile(path, `${JSON.stringify(windows)}\n`);
    },
    remove: () => rm(path, { force: true }),
  };
}
