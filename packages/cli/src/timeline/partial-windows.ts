import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fitShape, type Shape } from '@ser/files';
import * as v from 'valibot';

/** What a model made of a window. */
export interface SeenWindow {
  /** In decibels of full scale; null where every sample is zero. */
  readonly level: number | null;
  readonly raw: readonly number[];
}

/** A line: windows that follow each other, and the place of the first of them. */
interface Group {
  readonly first: number;
  readonly windows: readonly SeenWindow[];
}

const group: Shape<Group> = v.object({
  first: v.number(),
  windows: v.array(
    v.object({ level: v.nullable(v.number()), raw: v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(1))) }),
  ),
});

/** The group of a line; undefined where it holds something else. */
function groupOf(line: string): Group | undefined {
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
 * Keeps them in a file: a line with the key, then one line per group. A file of another key counts for nothing, nor does what stands
 * behind the first line that was cut off, holds something else, or does not go on where the line before it ended: two programs
 * may have written at once.
 */
export function partialWindows(path: string, key: string): PartialWindows {
  const head = `${JSON.stringify({ key })}\n`;
  let isOurs = false;
  let count = 0;
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch(() => '');
      isOurs = text.startsWith(head);
      if (!isOurs) return [];
      const seen: SeenWindow[] = [];
      let whole = head;
      for (const line of text.slice(head.length).split('\n').slice(0, -1)) {
        const found = groupOf(line);
        if (found?.first !== seen.length) break;
        seen.push(...found.windows);
        whole += `${line}\n`;
      }
      // What counts for nothing would stand in front of the next line.
      if (whole.length < text.length) await writeFile(path, whole);
      count = seen.length;
      return seen;
    },
    async append(windows) {
      if (!isOurs) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, head);
        isOurs = true;
        count = 0;
      }
      await appendFile(path, `${JSON.stringify({ first: count, windows })}\n`);
      count += windows.length;
    },
    remove: () => rm(path, { force: true }),
  };
}
