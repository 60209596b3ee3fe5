import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestFile, digestOf, sha256 } from './digest.ts';

test('equal settings have equal digests, however they were written', () => {
  expect(digestOf({ a: 1, b: { c: [1, 2], d: null } })).toBe(digestOf({ b: { d: null, c: [1, 2] }, a: 1 }));
  expect(digestOf({ a: [1, 2] })).not.toBe(digestOf({ a: [2, 1] }));
  expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: '1' }));
});

test('digests of texts and files are those of FIPS 180-4 and RFC 1321', async () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  const folder = await mkdtemp(join(tmpdir(), 'files-digest-'));
  try {
    await writeFile(join(folder, 'abc'), 'abc');
    expect(await digestFile(join(folder, 'abc'))).toBe(sha256('abc'));
    expect(await digestFile(join(folder, 'abc'), 'md5')).toBe('900150983cd24fb0d6963f7d28e17f72');
  } finally {
    await rm(folder, { recursive: true });
  }
});
