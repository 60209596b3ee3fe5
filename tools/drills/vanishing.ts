import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { cp, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EXIT } from '../../packages/cli/src/errors.ts';
import type { Ground } from './ground.ts';
import { preload, runDisturbed } from './program.ts';

/** Recordings that are removed after they were found, before they are read, cost no answer but their own. */
export async function vanishingFiles(ground: Ground): Promise<string> {
  const gone = ground.at('gone');
  await cp(join(ground.corpus, 'Actor_01'), gone, { recursive: true });
  const names = (await readdir(gone)).sort();
  const late = names.slice(names.length / 2);
  const { code, stdout, stderr } = await runDisturbed(
    ['predict', '--run', ground.at('run'), '--model', 'VGG16', '--cache', ground.at('cache'), '--json', gone],
    {
      cwd: ground.home,
      env: {
        ...preload('vanish-when-read.mjs'),
        SER_DRILL_VANISH: JSON.stringify({ folder: gone, late: late.map((name) => join(gone, name)) }),
      },
    },
  );
  const { results, leftOut } = JSON.parse(stdout) as Record<'results' | 'leftOut', { file?: string; path?: string }[]>;
  strictEqual(results.length + leftOut.length, names.length, stderr);
  deepStrictEqual(leftOut.map(({ path = '' }) => basename(path)).sort(), late);
  strictEqual(code, EXIT.incomplete, stderr);
  return `${results.length} answers, ${leftOut.length} left out by name`;
}
