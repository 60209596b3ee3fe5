import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { manifest, nodeOnly, packages, root } from './workspace.ts';

/** Entry points that must run in a browser: all but `./node`. */
const entries = packages
  .filter((name) => !nodeOnly.has(name))
  .flatMap((name) => {
    const { exports } = manifest(`packages/${name}`) as unknown as { exports: Record<string, { default: string }> };
    return Object.entries(exports)
      .filter(([subpath]) => subpath !== './package.json' && subpath !== './node')
      .map(([subpath, target]) => ({
        entry: `@ser/${name}${subpath.slice(1)}`,
        file: join(root, 'packages', name, target.default),
      }));
  });

describe('entry points bundle for a browser', () => {
  test.each(entries)('$entry', async ({ file }) => {
    const { metafile, warnings } = await build({
      entryPoints: [file],
      bundle: true,
      write: false,
      metafile: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      logLevel: 'silent',
      // Optional peers: an application that wants them installs them, and its bundler resolves them.
      external: optionalPeers(),
    });
    const builtins = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
    const found = Object.values(metafile.outputs).flatMap((output) =>
      output.imports.filter((imported) => imported.external && builtins.has(imported.path)).map(({ path }) => path),
    );
    expect(found).toEqual([]);
    expect(warnings).toEqual([]);
  });
});

function optionalPeers(): string[] {
  const { peerDependenciesMeta = {} } = manifest('packages/models') as { peerDependenciesMeta?: object };
  return Object.keys(peerDependenciesMeta);
}
