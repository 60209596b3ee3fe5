import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSilero } from '@ser/dsp/node';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runInside } from '../../test/run-inside.ts';
import { EXIT } from '../errors.ts';

// The test files before and after this one in a worker want the modules as they are.
vi.hoisted(() => vi.resetModules());
afterAll(() => {
  vi.resetModules();
});

vi.mock('@ser/dsp/node', async (original) => ({ ...(await original<object>()), openSilero: vi.fn() }));
vi.mock('../predict/find-asked.ts', () => ({
  findAsked: async () => ({ openForWindows: () => Promise.reject(new Error('There is no memory.')) }),
}));

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'timeline-command-'));
});
afterEach(() => rm(out, { recursive: true, force: true }));

test('what tells speech is closed where the model does not open', async () => {
  const close = vi.fn(async () => {});
  vi.mocked(openSilero).mockResolvedValue({ path: '', probabilities: vi.fn(), stream: vi.fn(), close });
  const { stderr } = await runInside(['timeline', '--out', out, 'call.wav']);
  expect(stderr).toMatch(/There is no memory/);
  expect(close).toHaveBeenCalledTimes(1);
});

test('--speech beside --speakers would do nothing, and is refused', async () => {
  const speakers = join(out, 's.csv');
  await writeFile(speakers, 'start,end,speaker\n0,1,A\n');
  const { code, stderr } = await runInside([
    'timeline',
    '--out',
    out,
    '--speech',
    'silero',
    '--speakers',
    speakers,
    'call.wav',
  ]);
  expect(stderr).toMatch(/give one of them/);
  expect(code).toBe(EXIT.usage);
});
