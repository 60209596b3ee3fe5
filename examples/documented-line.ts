import { exec } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));

/** One command of a README with the output that stands below it. */
export interface DocumentedLine {
  readonly command: string;
  /** The block without a language that follows; empty where there is none. */
  readonly output: string;
}

/** The one-line ```sh blocks of an example's README, in order. */
export async function documentedLines(example: string): Promise<DocumentedLine[]> {
  const readme = await readFile(join(root, 'examples', example, 'README.md'), 'utf8');
  return [...readme.matchAll(/^```sh\n(.+)\n```\n(?:\n```\n([\s\S]*?)^```)?/gm)].map((match) => ({
    command: match[1]!,
    output: match[2] ?? '',
  }));
}

/** A folder that looks like the repository to a documented command, and takes what the command writes. */
export async function openDesk(): Promise<string> {
  const desk = await mkdtemp(join(tmpdir(), 'ser-example-'));
  for (const name of ['examples', 'node_modules']) await symlink(join(root, name), join(desk, name), 'junction');
  return desk;
}

/** Takes such a folder away, but not what its links lead to. */
export async function clearDesk(desk: string): Promise<void> {
  await rm(desk, { recursive: true, force: true });
}

/** Runs a command as a reader would type it. */
export async function type(command: string, cwd: string): Promise<string> {
  const { stdout } = await promisify(exec)(command, { cwd, maxBuffer: 1 << 26 });
  return stdout;
}
