import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ownIdentity, stateOf } from './process-identity.ts';

test('this process runs, and one that began at another time was another', () => {
  const own = ownIdentity();
  expect(stateOf(own)).toBe('running');
  if (own.started !== undefined) expect(stateOf({ ...own, started: `${own.started}0` })).toBe('gone');
});

test.skipIf(process.platform !== 'linux')(
  'a process that is dead is gone, even where its parent never asks for its exit code (Linux)',
  async () => {
    // What `exec` puts in the place of the shell does not know that it has a child.
    const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const pid = Number(String((await once(parent.stdout, 'data'))[0]));
      const fields = (): string[] =>
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ');
      const identity = { ...ownIdentity(), pid, started: fields()[19]! };
      expect(stateOf(identity)).toBe('running');
      await expect.poll(() => fields()[0], { timeout: 10_000 }).toBe('Z');
      expect(stateOf(identity)).toBe('gone');
    } finally {
      parent.kill('SIGKILL');
    }
  },
);
