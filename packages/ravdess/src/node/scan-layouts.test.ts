import { describe, expect, test } from 'vitest';
import { writeFiles } from '../../testing/folder.ts';
import { readHeader } from '../../testing/read-header.ts';
import { actorFolder, isSong, lay, names } from '../../testing/small-corpus.ts';
import { formatFilename } from '../filename/format-filename.ts';
import { readCorpus } from './read-corpus.ts';

describe('scanCorpus accepts', () => {
  test.each<[string, (name: string) => string | readonly string[], number]>([
    ['the archives unpacked into one place', (name) => `${actorFolder(name)}/${name}`, 0],
    [
      'one folder an archive',
      (name) => `Audio_${isSong(name) ? 'Song' : 'Speech'}_Actors_01-24/${actorFolder(name)}/${name}`,
      0,
    ],
    ['folders by channel', (name) => `${isSong(name) ? 'Song' : 'Speech'}/${actorFolder(name)}/${name}`, 0],
    [
      'a mirror with a nested second copy',
      (name) => [`${actorFolder(name)}/${name}`, `audio_speech_actors_01-24/${actorFolder(name)}/${name}`],
      names.length,
    ],
    ['lower case', (name) => `${isSong(name) ? 'songs' : 'speech'}/${actorFolder(name).toLowerCase()}/${name}`, 0],
    ['upper-case names', (name) => `${actorFolder(name)}/${name.toUpperCase()}`, 0],
    ['one flat folder', (name) => name, 0],
    ['folders by emotion', (name) => `${name.slice(6, 8)}/${name}`, 0],
    ['folders that lie about the channel', (name) => `${isSong(name) ? 'Speech' : 'Song'}/${name}`, 0],
  ])('%s', async (_, path, duplicates) => {
    const { files, problems } = await readCorpus(lay(path), { readHeader });
    expect(files.map(({ name }) => name.toLowerCase())).toEqual(names);
    expect(files.map(({ recording }) => formatFilename(recording))).toEqual(names);
    expect(problems).toHaveLength(duplicates);
    for (const problem of problems) expect(problem).toMatchObject({ kind: 'duplicate', identical: true });
    for (const file of files) {
      expect(file.header).toMatchObject({ sampleRate: 48_000, channels: 1, bitsPerSample: 16 });
      expect(file.path.endsWith(file.name)).toBe(true);
      expect(file.issues).toEqual([]);
    }
  });

  test('the litter of file managers, unmentioned', async () => {
    const folder = lay((name) => `Actor_01/${name}`.replace('Actor_01', actorFolder(name)));
    writeFiles(folder, {
      '.DS_Store': 'x',
      'Actor_01/.DS_Store': 'x',
      'Actor_01/._03-01-02-01-01-01-01.wav': 'x',
      '__MACOSX/Actor_01/._03-01-02-01-01-01-01.wav': 'x',
      'Actor_01/Thumbs.db': 'x',
      'Actor_01/desktop.ini': 'x',
    });
    const { files, problems } = await readCorpus(folder);
    expect(files).toHaveLength(names.length);
    expect(problems).toEqual([]);
  });
});
