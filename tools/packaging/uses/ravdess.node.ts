// What an application does with @ser/ravdess/node.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Corpus, readCorpus } from '@ser/ravdess/node';

export async function use(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'ravdess-'));
  try {
    await writeFile(join(folder, '03-01-06-01-02-01-12.wav'), 'no audio');
    const { files, problems }: Corpus = await readCorpus(folder, {
      readHeader: () => Promise.reject(new Error('no audio')),
    });
    return { files: files.length, problems: problems.map(({ kind }) => kind) };
  } finally {
    await rm(folder, { recursive: true });
  }
}
