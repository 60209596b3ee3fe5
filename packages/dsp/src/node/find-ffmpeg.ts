import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** An ffmpeg program. */
export interface Ffmpeg {
  /** What starts it. */
  readonly path: string;
  /** As it says itself. */
  readonly version: string;
}

/** By the program that was asked for: `FFMPEG` may change. */
const found = new Map<string, Promise<Ffmpeg | undefined>>();

/**
 * The installed ffmpeg: the one that the environment variable `FFMPEG` names, else the one on the path; `undefined` where
 * there is none. Looks once per process and program.
 */
export function findFfmpeg(): Promise<Ffmpeg | undefined> {
  const path = process.env.FFMPEG || 'ffmpeg';
  const known = found.get(path) ?? look(path);
  found.set(path, known);
  return known;
}

async function look(path: string): Promise<Ffmpeg | undefined> {
  try {
    const { stdout } = await promisify(execFile)(path, ['-version'], { timeout: 10_000 });
    const version = /^ffmpeg version (\S+)/.exec(stdout)?.[1];
    return version === undefined ? undefined : { path, version };
  } catch {
    return undefined;
  }
}
