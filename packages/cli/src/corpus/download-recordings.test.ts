import type { DownloadEvent } from '@ser/ravdess/node';
import { expect, test } from 'vitest';
import type { Reporter } from '../terminal/reporter.ts';
import { followDownload } from './download-recordings.ts';

function listener(): { reporter: Reporter; heard: string[] } {
  const heard: string[] = [];
  return {
    heard,
    reporter: {
      note: (text) => heard.push(text),
      warn: (text) => heard.push(`warning: ${text}`),
      stage: (title, total, { unit } = {}) => ({
        update: (done) => heard.push(`${title} ${done}/${total}${unit ?? ''}`),
        end: (summary) => {
          heard.push(`${title} ${summary}`);
          return 0;
        },
      }),
    },
  };
}

test('every event of a download is shown, archive by archive', async () => {
  async function* events(): AsyncGenerator<DownloadEvent> {
    const speech = { archive: 'speech' } as const;
    yield { ...speech, type: 'progress', received: 100, total: 200 };
    yield { ...speech, type: 'retry', attempt: 1, delay: 2, reason: 'the line went dead' };
    yield { ...speech, type: 'progress', received: 200, total: 200 };
    yield { ...speech, type: 'verified' };
    yield { ...speech, type: 'skipped', path: '.DS_Store' };
    yield { ...speech, type: 'extracted', path: 'a.wav', done: 1, total: 2 };
    yield { ...speech, type: 'extracted', path: 'b.wav', done: 2, total: 2 };
    yield { ...speech, type: 'done', files: 2, cached: false, missing: ['c.wav'] };
    yield { archive: 'song', type: 'done', files: 5, cached: true, missing: [] };
  }
  const { reporter, heard } = listener();
  expect(await followDownload(events(), reporter)).toEqual([
    { archive: 'speech', files: 2, reused: false, missing: ['c.wav'] },
    { archive: 'song', files: 5, reused: true, missing: [] },
  ]);
  expect(heard).toEqual([
    'Archive speech 100/200bytes',
    'warning: attempt 1: the line went dead; once more in 2 s',
    'Archive speech 200/200bytes',
    'Archive speech is whole, checked by its length and MD5',
    '.DS_Store is no recording and stays in the archive',
    'Recordings, speech 1/2',
    'Recordings, speech 2/2',
    'Recordings, speech 2 files, unpacked, checked by CRC-32',
    'warning: the archive lacks 1 recordings: c.wav',
    'Recordings, song 5 files, in place already',
  ]);
});
