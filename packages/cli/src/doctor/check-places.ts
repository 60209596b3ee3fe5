import { readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { IMAGENET_FILES } from '@ser/models/node';
import { explainSystemError, makeFolder, writeFileAtomic } from '../files/write-file.ts';
import { MODELS } from '../models/models.ts';
import { hasImageNetWeights } from '../models/weights.ts';
import type { Finding } from './finding.ts';

/** Which weights are at hand. */
export async function checkWeights(cache: string): Promise<Finding[]> {
  const group = 'weights';
  const findings = MODELS.flatMap(({ name, keras }) => (keras === undefined ? [] : [{ name, keras }]));
  return Promise.all(
    findings.map(async ({ name, keras }) => {
      const works = await hasImageNetWeights(keras, cache);
      return {
        group,
        name,
        works,
        detail: works
          ? `ImageNet, ${join(cache, 'weights', IMAGENET_FILES[keras].name)}`
          : 'none in the cache: seeded random weights are taken',
        ...(!works && { remedy: `ser download --weights --model ${name}` }),
      };
    }),
  );
}

/** Whether the cache can be written, what it holds, and how much room there is. */
export async function checkCache(cache: string): Promise<Finding> {
  const about = { group: 'cache', name: cache, isNeeded: true };
  const probe = join(cache, 'doctor.tmp');
  try {
    await makeFolder(cache);
    await writeFileAtomic(probe, 'ser doctor');
    await rm(probe, { force: true });
    const { bavail, bsize } = await statfs(cache);
    const held = (await readdir(cache)).sort();
    const room = `${(((bavail * bsize) / 1e9) | 0).toLocaleString('en')} GB free`;
    return { ...about, works: true, detail: `${room}; holds ${held.join(', ') || 'nothing yet'}` };
  } catch (cause) {
    const reason =
      cause instanceof Error && 'syscall' in cause
        ? explainSystemError(cause as NodeJS.ErrnoException)
        : (cause as Error).message;
    return {
      ...about,
      works: false,
      detail: `it cannot be written: ${reason}`,
      remedy: process.platform === 'win32' ? 'set SER_CACHE=D:\\another-folder' : 'export SER_CACHE=/another/folder',
    };
  }
}

/** Whether `ser demo` has its synthesizer. */
export async function checkDemo(name = '@ser-examples/demo-corpus'): Promise<Finding> {
  const works = await import(name).then(
    () => true,
    () => false,
  );
  return {
    group: 'demo corpus',
    name,
    works,
    detail: works ? 'ser demo can voice its corpus' : 'only a copy of the repository has it: its license is the GPL',
    ...(!works && { remedy: 'npx --yes pnpm@10.34.9 start   # in a copy of the repository' }),
  };
}
