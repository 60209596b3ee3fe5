import { catalog, formatFilename } from './src/index.ts';
import { recordingBytes, writeFiles } from './testing/folder.ts';

/** A small corpus for the README: two actors, a second copy, a file that was cut off within its header, and one that does not belong. */
export default async function fixture(folder: string): Promise<void> {
  const names = catalog({ modality: 'audio-only' })
    .filter(({ actor }) => actor <= 2)
    .map((recording) => formatFilename(recording));
  const path = (name: string): string => `RAVDESS/Actor_${name.slice(18, 20)}/${name}`;
  writeFiles(folder, Object.fromEntries(names.map((name) => [path(name), recordingBytes(name, { frames: 48_000 })])));
  const [copied, cut] = [names[10]!, names[20]!];
  writeFiles(folder, {
    [path(copied).replace('RAVDESS/', 'RAVDESS/audio_speech_actors_01-24/')]: recordingBytes(copied, {
      frames: 48_000,
    }),
    [path(cut)]: recordingBytes(cut, { frames: 48_000 }).slice(0, 4000),
    'RAVDESS/notes.txt': 'not a recording',
  });
}
