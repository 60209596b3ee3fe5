import { nodeOnly } from '../checks/workspace.ts';

/** One key of a package's `exports`. */
export interface EntryPoint {
  /** What an application writes: `@ser/dsp/node`. */
  readonly specifier: string;
  /** Module below the package's folder: `dist/node/index.js`. */
  readonly file: string;
  /** Whether it needs Node: the subpath `./node`, or a package for Node alone. */
  readonly needsNode: boolean;
}

/** What can be imported of a package, `package.json` itself left out. */
export function entryPoints(manifest: { readonly name: string; readonly exports?: unknown }): EntryPoint[] {
  const targets = manifest.exports as Record<string, { readonly default: string }>;
  return Object.entries(targets)
    .filter(([subpath]) => subpath !== './package.json')
    .map(([subpath, target]) => ({
      specifier: manifest.name + subpath.slice(1),
      file: target.default.slice('./'.length),
      needsNode: subpath === './node' || nodeOnly.has(manifest.name.replace('@ser/', '')),
    }));
}
