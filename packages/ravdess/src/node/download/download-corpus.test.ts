import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../../../testing/scratch-folder.ts';
import { ARCHIVES } from './archives.ts';
import { type DownloadCorpusOptions, type DownloadEvent, downloadCorpus } from './download-corpus.ts';

async function collect(options: DownloadCorpusOptions): Promise<{ events: DownloadEvent[]; error: unknown }> {
  const events: DownloadEvent[] = [];
  try {
    for await (const event of downloadCorpus(options)) events.push(event);
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}

const license = {
  type: 'license',
  license: 'CC BY-NC-SA 4.0',
  url: 'https://creativecommons.org/licenses/by-nc-sa/4.0/',
  citation: expect.stringContaining('doi.org/10.1371/journal.pone.0196391'),
  source: 'https://doi.org/10.5281/zenodo.1188976',
};

describe('downloadCorpus', () => {
  test.each([false, undefined, 'yes', 1])(
    'shows license and citation, and stops unless they are accepted: %s',
    async (word) => {
      const dir = join(scratchFolder(), 'corpus');
      const fetch = (): never => {
        throw new Error('must not be called');
      };
      const { events, error } = await collect({ dir, acceptLicense: word as boolean, fetch });
      expect(events).toMatchObject([license]);
      expect(error).toMatchObject({
        code: 'license-not-accepted',
        message: expect.stringContaining('CC BY-NC-SA 4.0'),
      });
      expect(existsSync(dir)).toBe(false);
    },
  );

  test('asks Zenodo for the two archives, by the fetch that it is given', async () => {
    const asked: string[] = [];
    const fetch = async (url: string | URL | Request): Promise<Response> => {
      asked.push(String(url));
      return new Response('gone', { status: 410 });
    };
    const dir = join(scratchFolder(), 'deep', 'corpus');
    const { events, error } = await collect({ dir, acceptLicense: true, fetch });
    expect(events).toMatchObject([license]);
    expect(error).toMatchObject({ code: 'network' });
    await collect({ dir, acceptLicense: true, fetch, archives: ['song'], baseUrl: 'https://mirror.example/ravdess/' });
    expect(asked).toEqual([
      'https://zenodo.org/records/1188976/files/Audio_Speech_Actors_01-24.zip?download=1',
      'https://mirror.example/ravdess/Audio_Song_Actors_01-24.zip?download=1',
    ]);
    expect(readdirSync(join(dir, '.ravdess-download'))).toEqual([]);
  });

  test('knows the archives as published', () => {
    expect(ARCHIVES.speech).toMatchObject({ bytes: 208_468_073, md5: 'bc696df654c87fed845eb13823edef8a' });
    expect(ARCHIVES.song).toMatchObject({ bytes: 225_505_317, md5: '5411230427d67a21e18aa4d466e6d1b9' });
    expect(ARCHIVES.speech.files.size).toBe(1440);
    expect(ARCHIVES.song.files.size).toBe(1012);
    expect(ARCHIVES.speech.files.has('Actor_12/03-01-06-01-02-01-12.wav')).toBe(true);
  });

  test.each([
    [{ archives: ['video'] }, 'archives'],
    [{ retries: -1 }, 'retries'],
    [{ retries: 1.5 }, 'retries'],
    [{ retryDelay: -1 }, 'retryDelay'],
    [{ timeout: 0 }, 'timeout'],
    [{ timeout: Number.NaN }, 'timeout'],
    [{ baseUrl: 'zenodo' }, 'baseUrl'],
  ])('refuses %o', async (options, field) => {
    const { events, error } = await collect({ dir: scratchFolder(), acceptLicense: true, ...(options as object) });
    expect(events).toEqual([]);
    expect(error).toMatchObject({ code: 'invalid-option', field });
  });
});
