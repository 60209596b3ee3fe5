import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { manifest } from '../checks/workspace.ts';

const run = promisify(execFile);

/** Runs pnpm in a folder: the very one that runs this program, where there is one. Rejects with what it printed. */
export async function pnpm(args: readonly string[], cwd: string): Promise<string> {
  // `npm_execpath` is how package managers pass themselves on.
  const cli = process.env.npm_execpath;
  const options = { cwd, maxBuffer: 1 << 26 };
  try {
    const { stdout } = cli?.includes('pnpm')
      ? await run(process.execPath, [cli, ...args], options)
      : await run('npx', ['--yes', String(manifest('.').packageManager), ...args], {
          ...options,
          shell: process.platform === 'win32',
        });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`pnpm ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
