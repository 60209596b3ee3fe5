import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `corpus/`: six speakers, two moods, four takes of each; recordings are not opened. */
export default async function fixture(folder: string): Promise<void> {
  for (const mood of ['bored', 'keen']) {
    await mkdir(join(folder, 'corpus', mood), { recursive: true });
    for (const speaker of ['anna', 'ben', 'cleo', 'dan', 'eva', 'finn'])
      for (let take = 1; take <= 4; take++)
        await writeFile(join(folder, 'corpus', mood, `${speaker}-${take}.wav`), mood);
  }
}
