import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { wav } from './testing/disk-folder.ts';

/** Two small corpora for the README: folders by speaker and label, and a table with faults. */
export default async function fixture(folder: string): Promise<void> {
  const put = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const speaker of ['anna', 'ben', 'cleo', 'dan']) {
    for (const label of ['happy', 'joyful', 'sad']) put(`recordings/${speaker}/${label}/1.wav`, wav);
  }
  put('recordings/new.wav', wav);
  for (const name of ['a', 'b', 'c']) put(`interviews/audio/${name}.wav`, wav);
  put(
    'interviews/labels.csv',
    'Datei;Stimmung;Person;start;end;valence\na.wav;froh;P1;0;2,5;0,8\na.wav;traurig;P1;2,5;6;-0,4\nb.wav;froh;P2;;;0,5\nd.wav;froh;P2;;;0,1\n',
  );
}
