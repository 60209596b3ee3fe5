import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { archiveOf, makeArchive, text } from '../../../testing/archive-server.ts';
import { scratchFolder } from '../../../testing/scratch-folder.ts';
import { MAX_MEMBER_BYTES } from './archive-entries.ts';
import { type ExtractEvent, extractArchive } from './extract-archive.ts';

const path = 'Actor_01/03-01-01-01-01-01-01.wav';
const other = 'Actor_01/03-01-01-01-01-02-01.wav';

/** Unpacks a zip that should hold `path` and `other`. */
async function unpack(zip: Uint8Array): Promise<{ dir: string; events: ExtractEvent[]; error: unknown }> {
  const [outer, events] = [scratchFolder(), [] as ExtractEvent[]];
  const [dir, scratch] = [join(outer, 'corpus'), join(outer, 'scratch')];
  const { mkdirSync } = await import('node:fs');
  mkdirSync(dir);
  mkdirSync(scratch);
  const zipPath = join(scratch, 'test.zip');
  writeFileSync(zipPath, zip);
  let error: unknown;
  try {
    for await (const event of extractArchive(zipPath, archiveOf(zip, [path, other]), { dir, scratch }))
      events.push(event);
  } catch (caught) {
    error = caught;
  }
  // Whatever happened: nothing beside the two folders, nothing left in the scratch folder.
  expect(readdirSync(outer).sort()).toEqual(['corpus', 'scratch']);
  expect(readdirSync(scratch)).toEqual(['test.zip']);
  return { dir, events, error };
}

const good: Zippable = { [path]: text('good') };

/** Replaces every occurrence of a text by another of the same length. */
function patch(zip: Uint8Array, from: string, to: string): Uint8Array {
  return new Uint8Array(Buffer.from(Buffer.from(zip).toString('latin1').replaceAll(from, to), 'latin1'));
}

/** Changes bytes of the first member's record in the directory at the end of a zip. */
function patchDirectory(zip: Uint8Array, change: (record: DataView) => void): Uint8Array {
  const copy = zip.slice();
  const at = Buffer.from(copy.buffer).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  change(new DataView(copy.buffer, at));
  return copy;
}

describe('extractArchive refuses, before it writes anything,', () => {
  test.each<[string, Uint8Array, RegExp]>([
    [
      'a path above the folder',
      zipSync({ ...good, '../evil.wav': text('x') }),
      /invalid relative path: \.\.\/evil\.wav/,
    ],
    [
      'a path that climbs on its way',
      zipSync({ ...good, 'Actor_01/../../evil.wav': text('x') }),
      /invalid relative path/,
    ],
    ['an absolute path', zipSync({ ...good, '/tmp/evil.wav': text('x') }), /absolute path/],
    ['a drive letter', zipSync({ ...good, 'C:/evil.wav': text('x') }), /absolute path/],
    ['a backslash', zipSync({ ...good, '..\\evil.wav': text('x') }), /invalid characters in fileName/],
    [
      'a link',
      zipSync({ ...good, [other]: [text('/etc/passwd'), { os: 3, attrs: (0o120777 << 16) >>> 0 }] }),
      /is a link/,
    ],
    [
      'a linked folder',
      zipSync({ ...good, Actor_01: [text('/etc'), { os: 3, attrs: (0o120777 << 16) >>> 0 }] }),
      /is a link/,
    ],
    ['a member twice', patch(zipSync({ ...good, [other]: text('x') }), other, path), /is there twice/],
    [
      'an oversized member',
      zipSync({ ...good, [other]: new Uint8Array(MAX_MEMBER_BYTES + 1) }),
      /8388609 bytes, more than 8388608/,
    ],
    [
      'an encrypted member',
      patchDirectory(zipSync(good), (r) => r.setUint16(8, r.getUint16(8, true) | 1, true)),
      /is encrypted/,
    ],
    ['text', text('<html>not a zip</html>'), /End of central directory record signature not found/],
    ['nothing', new Uint8Array(0), /End of central directory/],
    ['a zip that was cut off', zipSync(good).slice(0, -30), /End of central directory/],
    [
      'too many members',
      zipSync(Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`${i}`, new Uint8Array(0)])), { level: 0 }),
      /10001 members, more than 10000/,
    ],
  ])('%s', async (_, zip, message) => {
    const { dir, events, error } = await unpack(zip);
    expect(error).toMatchObject({ code: 'unsafe-archive', message: expect.stringMatching(message) });
    expect(events).toEqual([]);
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('extractArchive stops at', () => {
  const large = { [path]: new Uint8Array(100_000).fill(65) };
  test.each<[string, Uint8Array, RegExp]>([
    [
      'a member longer than announced',
      patchDirectory(zipSync(large), (r) => r.setUint32(24, 1000, true)),
      /too many bytes/,
    ],
    [
      'a member shorter than announced',
      patchDirectory(zipSync(large), (r) => r.setUint32(24, 200_000, true)),
      /not enough bytes/,
    ],
    ['a wrong CRC-32', patchDirectory(zipSync(large), (r) => r.setUint32(16, 1, true)), /CRC-32 is wrong/],
    ['damaged bytes', patch(zipSync(good, { level: 0 }), 'good', 'goOd'), /CRC-32 is wrong/],
    [
      'an unknown compression',
      patchDirectory(zipSync(good), (r) => r.setUint16(10, 99, true)),
      /compression method: 99/,
    ],
  ])('%s, and leaves nothing of it', async (_, zip, message) => {
    const { dir, error } = await unpack(zip);
    expect(error).toMatchObject({ code: 'unsafe-archive', message: expect.stringMatching(message) });
    expect(existsSync(join(dir, path))).toBe(false);
  });
});

describe('extractArchive', () => {
  test('takes what is listed and leaves the rest inside', async () => {
    const { dir, events, error } = await unpack(
      zipSync({ 'Actor_01/': new Uint8Array(0), ...good, 'README.txt': text('x'), 'Actor_01/.DS_Store': text('x') }),
    );
    expect(error).toBeUndefined();
    expect(events).toEqual([
      { type: 'skipped', path: 'README.txt' },
      { type: 'skipped', path: 'Actor_01/.DS_Store' },
      { type: 'extracted', path, done: 1, total: 1 },
    ]);
    expect(readdirSync(dir, { recursive: true })).toEqual(['Actor_01', path]);
    expect(readFileSync(join(dir, path), 'utf8')).toBe('good');
  });

  test('unpacks stored, compressed and empty members', async () => {
    const { dir, error } = await unpack(
      zipSync({ [path]: [text('stored'), { level: 0 }], [other]: new Uint8Array(0) }),
    );
    expect(error).toBeUndefined();
    expect(readFileSync(join(dir, path), 'utf8')).toBe('stored');
    expect(readFileSync(join(dir, other))).toHaveLength(0);
  });

  test('stops on its signal between two files', async () => {
    const archive = makeArchive({ files: 5, bytes: 10 });
    const dir = scratchFolder();
    const zipPath = join(dir, 'test.zip');
    writeFileSync(zipPath, archive.zip);
    const controller = new AbortController();
    const run = async (): Promise<void> => {
      for await (const event of extractArchive(zipPath, archive, { dir, scratch: dir, signal: controller.signal })) {
        if (event.type === 'extracted' && event.done === 2) controller.abort();
      }
    };
    await expect(run()).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(dir).sort()).toEqual(['Actor_01', 'Actor_02', 'test.zip']);
  });
});
