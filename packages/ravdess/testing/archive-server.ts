import { createHash } from 'node:crypto';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { catalog } from '../src/catalog.ts';
import { formatFilename } from '../src/filename/format-filename.ts';
import type { Archive } from '../src/node/download/archives.ts';

/** A small stand-in for an archive of the corpus: a few recordings of noise, which does not compress. */
export interface TestArchive extends Archive {
  readonly zip: Uint8Array;
  readonly contents: Readonly<Record<string, Uint8Array>>;
}

export function makeArchive({ files = 8, bytes = 40_000, seed = 1, extra = {} as Zippable } = {}): TestArchive {
  // Bytes that do not compress: Numerical Recipes' linear congruential generator, its high bits.
  let state = seed;
  const nextByte = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
  const contents: Record<string, Uint8Array> = {};
  for (const recording of catalog({ modality: 'audio-only', vocalChannel: 'speech' }).slice(0, files)) {
    const name = formatFilename(recording);
    contents[`Actor_${name.slice(18, 20)}/${name}`] = Uint8Array.from({ length: bytes }, nextByte);
  }
  return {
    ...archiveOf(zipSync({ ...contents, ...extra }, { level: 1, mtime: '2018-04-05' }), Object.keys(contents)),
    contents,
  };
}

/** The description that makes a zip a right download. */
export function archiveOf(zip: Uint8Array, files: Iterable<string>): Omit<TestArchive, 'contents'> {
  const md5 = createHash('md5').update(zip).digest('hex');
  return { name: 'Audio_Test.zip', bytes: zip.length, md5, files: new Set(files), zip };
}

export const text: (value: string) => Uint8Array = strToU8;
