// What an application does with @ser/corpora/node.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCorpus } from '@ser/corpora/node';

export async function use(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'corpora-'));
  try {
    for (const label of ['happy', 'sad']) {
      await mkdir(join(folder, label));
      await writeFile(join(folder, label, '1.wav'), '');
    }
    await writeFile(join(folder, 'x.wav'), '');
    const { format, rows, problems } = await readCorpus(folder);
    return { format, rows: rows.length, problems: problems.map(({ kind, name }) => `${kind} ${name}`) };
  } finally {
    await rm(folder, { recursive: true });
  }
}
