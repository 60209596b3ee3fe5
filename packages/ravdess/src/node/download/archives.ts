import { catalog } from '../../catalog.ts';
import { formatFilename } from '../../filename/format-filename.ts';
import type { VocalChannel } from '../../labels.ts';

/** An archive to download: where, how long, what it must hold. */
export interface Archive {
  /** File name at the source. */
  readonly name: string;
  /** Length in bytes. */
  readonly bytes: number;
  /** MD5 of the whole, in lower-case hexadecimal. */
  readonly md5: string;
  /** Paths of all its files, `/`-separated; whatever else it holds is refused. */
  readonly files: ReadonlySet<string>;
}

/** One audio archive by name: the vocal channel that it holds. */
export type ArchiveName = VocalChannel;

/** Names of the audio archives. */
export const ARCHIVE_NAMES: readonly ArchiveName[] = ['speech', 'song'];

/**
 * The two audio archives of Zenodo record 1188976, version 1.0.0.
 *
 * Sizes and MD5 are those of the record's file table. (Its prose gives the sizes the wrong way round.)
 */
export const ARCHIVES: Readonly<Record<ArchiveName, Archive>> = {
  speech: {
    name: 'Audio_Speech_Actors_01-24.zip',
    bytes: 208_468_073,
    md5: 'bc696df654c87fed845eb13823edef8a',
    files: filesOf('speech'),
  },
  song: {
    name: 'Audio_Song_Actors_01-24.zip',
    bytes: 225_505_317,
    md5: '5411230427d67a21e18aa4d466e6d1b9',
    files: filesOf('song'),
  },
};

/** Folder of the archives at the source. */
export const ARCHIVE_BASE_URL = 'https://zenodo.org/records/1188976/files';

function filesOf(vocalChannel: VocalChannel): ReadonlySet<string> {
  const names = catalog({ modality: 'audio-only', vocalChannel }).map((recording) => formatFilename(recording));
  return new Set(names.map((name) => `Actor_${name.slice(18, 20)}/${name}`));
}
