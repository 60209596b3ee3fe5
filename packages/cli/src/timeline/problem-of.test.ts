import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { DspError } from '@ser/dsp';
import { expect, test } from 'vitest';
import { SerError } from '../errors.ts';
import { problemOf } from './problem-of.ts';

test('tells what is wrong with a recording, and hands on what is not its fault', async () => {
  const failure = (path: string): Promise<unknown> => readFile(path).catch((error: unknown) => error);
  expect(problemOf(await failure(`${tmpdir()}/none/none.wav`), 'x')).toBe('there is no such file');
  expect(problemOf(await failure(tmpdir()), 'x')).toMatch(/^it cannot be read: EISDIR/);
  expect(problemOf(new DspError('invalid-audio', 'a.wav: No sound.'), 'a.wav')).toBe('No sound.');
  expect(problemOf(new SerError('a.wav has 1 channel.'), 'a.wav')).toBe('a.wav has 1 channel.');
  for (const error of [Object.assign(new Error('full'), { code: 'ERR_WORKER_OUT_OF_MEMORY' }), new TypeError('x')])
    expect(() => problemOf(error, 'a.wav')).toThrow(error);
});
