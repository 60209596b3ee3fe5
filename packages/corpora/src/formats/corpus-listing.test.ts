import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourceOf } from '../../testing/memory-source.ts';
import { listingOf } from './corpus-listing.ts';

const files = ['a.wav', 'sub/b.wav', 'sub/deep/c.flac', 'other/b.wav', 'labels/l.csv', 'x y/ä.wav'];

test('a listing finds what a table means', () => {
  const { find } = listingOf(sourceOf(files, '/data/corpus'));
  const found = (name: string, folder?: string): string => Object.values(find(name, folder))[0] as string;
  expect(found('a.wav')).toBe('a.wav');
  expect(found('./sub/../a.wav')).toBe('a.wav');
  expect(found('../sub/b.wav', 'labels')).toBe('sub/b.wav');
  expect(found('b.wav', 'sub')).toBe('sub/b.wav');
  expect(found('b.wav')).toBe('several-files');
  expect(found('sub\\deep\\c.flac')).toBe('sub/deep/c.flac');
  expect(found('c')).toBe('sub/deep/c.flac');
  expect(found('deep/c')).toBe('sub/deep/c.flac');
  expect(found('/data/corpus/other/b.wav')).toBe('other/b.wav');
  expect(found('/elsewhere/sub/b.wav')).toBe('sub/b.wav');
  expect(found('D:\\x\\sub\\b.wav')).toBe('sub/b.wav');
  expect(found('x y/a\u0308.wav')).toBe('x y/ä.wav');
  expect(found('../a.wav')).toBe('outside-folder');
  expect(found('/etc/passwd')).toBe('outside-folder');
  expect(found('none.wav')).toBe('missing-file');
  expect(found('')).toBe('missing-file');
});

test('whatever a table says, only files of the folder come out, and each is found by its own path', () => {
  const listing = listingOf(sourceOf(files));
  const piece = fc.constantFrom('..', '.', 'a.wav', 'sub', 'b.wav', 'c.flac', '', 'deep', 'C:', '/', '\\', '\0', 'etc');
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 7 }),
      fc.constantFrom('/', '\\'),
      fc.constantFrom('', 'sub', 'labels'),
      (parts, sign, folder) => {
        const found = listing.find(parts.join(sign), folder);
        if ('file' in found) expect(files).toContain(found.file);
        else expect(['missing-file', 'outside-folder', 'several-files']).toContain(found.problem);
      },
    ),
    { seed: 2, numRuns: 1000 },
  );
  for (const file of files) expect(listing.find(file)).toEqual({ file });
});

test('litter is no part of a listing', () => {
  const { files: listed, audio } = listingOf(
    sourceOf(['._a.wav', '__MACOSX/a.wav', '.git/x', 'Thumbs.db', 'b.WAV', 'c.txt']),
  );
  expect([listed, audio]).toEqual([['b.WAV', 'c.txt'], ['b.WAV']]);
});
