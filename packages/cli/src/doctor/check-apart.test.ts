import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { checkComputing } from './check-apart.ts';
import { findingsOf } from './findings-of.ts';

test('what native libraries print of what they miss stays out of what is found', async () => {
  const built = fileURLToPath(new URL('../../dist/doctor/check-apart.js', import.meta.url));
  const script = `import { checkComputing } from ${JSON.stringify(built)};
    console.log(JSON.stringify(await checkComputing(new AbortController().signal)));`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  const { stdout, stderr } = await run;
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ name: 'cpu', works: true }));
});

test.each([
  ["process.send('done', () => process.exit(3));", []],
  ["process.kill(process.pid, 'SIGKILL');", [/a native library ended .*SIGKILL/]],
  ["throw new Error('x');", [/ended early \(exit code 1\)/]],
] as const)('what was told before the end counts: %s', async (end, said) => {
  const folder = await mkdtemp(join(tmpdir(), 'check-apart-'));
  try {
    const work = join(folder, 'work.mjs');
    await writeFile(
      work,
      `await new Promise((sent) => process.send([{ name: 'told', works: true, detail: 'x'.repeat(1e6) }], sent));\n${end}`,
    );
    const [told, ...rest] = await checkComputing(new AbortController().signal, pathToFileURL(work));
    expect(told).toMatchObject({ name: 'told', works: true });
    expect(rest).toHaveLength(said.length);
    for (const [i, pattern] of said.entries()) {
      expect(rest[i]).toMatchObject({ works: false, isNeeded: false, detail: expect.stringMatching(pattern) });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a check that throws is told in its own words', async () => {
  expect(await findingsOf({ group: 'g', isNeeded: true }, () => Promise.reject(new Error('no such file')))).toEqual([
    { group: 'g', isNeeded: true, name: 'any', works: false, detail: 'no such file' },
  ]);
});
