import { catalog } from '../src/catalog.ts';
import { formatFilename } from '../src/filename/format-filename.ts';
import { recordingBytes, writeFiles } from './folder.ts';
import { scratchFolder } from './scratch-folder.ts';

/** A small corpus: two actors' speech and song, by name. */
export const names: readonly string[] = catalog({ modality: 'audio-only' })
  .filter(({ actor, emotion }) => (actor === 1 || actor === 18) && (emotion === 'calm' || emotion === 'disgust'))
  .map((recording) => formatFilename(recording));

export const actorFolder = (name: string): string => `Actor_${name.slice(18, 20)}`;
export const isSong = (name: string): boolean => name.slice(3, 5) === '02';

/** Writes the small corpus, every recording at the path or paths that the layout gives it. */
export function lay(path: (name: string) => string | readonly string[]): string {
  const folder = scratchFolder();
  for (const name of names) {
    for (const target of [path(name)].flat()) writeFiles(folder, { [target]: recordingBytes(name) });
  }
  return folder;
}
