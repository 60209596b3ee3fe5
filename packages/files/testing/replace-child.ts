import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { versionFiles } from './versions.ts';

// Replaces a folder and is killed at its n-th call that changes the file system.
const [dir, version, step] = process.argv.slice(2) as [string, string, string];
let calls = 0;
for (const name of ['mkdir', 'open', 'rename', 'rm', 'writeFile', 'link'] as const) {
  const call = promises[name] as (...args: unknown[]) => Promise<unknown>;
  (promises as unknown as Record<string, unknown>)[name] = (...args: unknown[]) => {
    if (++calls === Number(step)) process.kill(process.pid, 'SIGKILL');
    return call(...args);
  };
}
syncBuiltinESMExports();

async function main(): Promise<void> {
  const { replaceFiles } = await import('../src/replace-files.ts');
  await replaceFiles(dir, versionFiles(version));
}

void main();
