import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('what native libraries print of what they miss stays out of what is found', async () => {
  const built = fileURLToPath(new URL('../../dist/doctor/check-apart.js', import.meta.url));
  const script = `import { checkComputing } from ${JSON.stringify(built)};
    console.log(JSON.stringify(await checkComputing(new AbortController().signal)));`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  const { stdout, stderr } = await run;
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ name: 'cpu', works: true }));
});
