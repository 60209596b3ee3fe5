import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import { EXIT } from '../errors.ts';
import { interruption } from './interruption.ts';
import { runProgram } from './run-program.ts';

const PROMISE = 'What is done is kept: the same command goes on from here.';

test.each([
  ['train --data a', true],
  ['timeline --out b a.mp3', true],
  ['download --data a', true],
  ['evaluate --run a --data b', true],
  ['evaluate --model owner/name --data b', false],
  ['predict --run a a.wav', false],
  ['export --run a --out b', false],
  ['corpora a', false],
])('ser %s, stopped, promises to go on: %s', (line, resumes) => {
  const said = interruption(COMMANDS, line.split(' '));
  expect(said.includes(PROMISE)).toBe(resumes);
  expect(said).toContain('Interrupted.');
  expect(said).toContain(`ser ${line}`);
});

test('a command that does not say that it resumes is not said to', async () => {
  const controller = new AbortController();
  const load = async () => ({
    options: {},
    example: '',
    run: () => {
      controller.abort(new Error('interrupted'));
      throw controller.signal.reason;
    },
  });
  const stderr = new PassThrough();
  const code = await runProgram([{ name: 'look', about: '', load }], {
    argv: ['look'],
    stdout: () => {},
    stderr,
    signal: controller.signal,
  });
  expect(code).toBe(EXIT.interrupted);
  expect(String(stderr.read())).toBe('\nInterrupted.\n  ser look\n');
});
