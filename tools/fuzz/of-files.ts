import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFiles, sealJson, sha256 } from '@ser/files';
import { type LockOwner, parseLockOwner } from '../../packages/files/src/lock-owner.ts';
import { readReceipt } from '../../packages/ravdess/src/node/download/receipt.ts';
import { archiveOf, makeArchive } from '../../packages/ravdess/testing/archive-server.ts';
import { inFolder } from './of-models.ts';
import { json, resealed, type Target, textOf, utf8 } from './target.ts';

const { zip, files } = makeArchive({ files: 2, bytes: 300 });
const archive = archiveOf(zip, files);
const content = utf8('[1, 2]');
const owner: LockOwner = { token: 'a-b', pid: 4711, host: 'here', realm: 'boot pid:[1]', started: '99' };

/** Small files that are written for a later process: who holds a lock, what is being replaced, what was unpacked. */
export const ofFiles: Readonly<Record<string, Target>> = {
  'lock, list, receipt': {
    seeds: async () => [
      json(owner),
      utf8(sealJson({ files: { 'labels.json': sha256(content) } })),
      json({ md5: archive.md5, files: { 'labels.json': content.length } }),
    ],
    read: (bytes, seed) =>
      inFolder(new Map([['labels.json', content]]), async (home) => {
        if (seed === 0) return JSON.stringify(parseLockOwner(textOf(bytes)) ?? null);
        if (seed === 2) {
          writeFileSync(join(home, `${archive.name}.json`), bytes);
          return `${await readReceipt(home, archive, home)}`;
        }
        mkdirSync(join(home, '.incoming'));
        writeFileSync(join(home, '.incoming', 'files.json'), resealed(textOf(bytes)));
        return [...(await readFiles(home)).keys()].join();
      }),
  },
};
