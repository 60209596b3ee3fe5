import { DspError } from '@ser/dsp';
import { expect, test } from 'vitest';
import { EXIT } from '../errors.ts';
import { openSpeech } from './open-speech.ts';

test.each([
  ['missing-package', EXIT.usage, 0],
  ['file', EXIT.failed, 1],
] as const)(
  'a network that does not open (%s) is an error where it is asked for, and done without else',
  async (code, exitCode, count) => {
    const warnings: string[] = [];
    const reporter = { warn: (text: string) => void warnings.push(text) };
    const open = () => Promise.reject(new DspError(code, 'It was not opened.'));
    await expect(openSpeech('silero', reporter, open)).rejects.toMatchObject({
      message: 'It was not opened.',
      exitCode,
    });
    expect(await openSpeech('auto', reporter, open)).toBeUndefined();
    expect(await openSpeech('energy', reporter, open)).toBeUndefined();
    expect(warnings).toHaveLength(count);
    for (const warning of warnings) expect(warning).toMatch(/^Level and .*: It was not opened\.$/);
  },
);
