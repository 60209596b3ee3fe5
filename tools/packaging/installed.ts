import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a check wants to know of an installed package. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly folder: string;
  /** Commands that a package manager would run at installation. */
  readonly installScripts: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type: string };
  readonly licenses?: readonly { readonly type: string }[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: object;
  readonly optionalDependencies?: object;
  readonly peerDependencies?: object;
}

/**
 * A package and everything that it needs, as installed on disk: dependencies, optional ones, and those peers that are there.
 *
 * @param folder Folder of the package.
 * @param extra Names to begin with besides its own: development dependencies whose licenses matter too.
 */
export function installedWith(folder: string, extra: readonly string[] = []): Installed[] {
  const found = new Map<string, Installed>();
  const visit = (path: string, more: readonly string[]): void => {
    const place = realpathSync(path);
    if (found.has(place)) return;
    const manifest = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as Manifest;
    found.set(place, describe(manifest, place));
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = manifest;
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }).concat(more)) {
      const next = resolve(name, place);
      if (next) visit(next, []);
      else if (name in dependencies && !(name in optionalDependencies))
        throw new Error(`${manifest.name}: no ${name}.`);
    }
  };
  visit(folder, extra);
  return [...found.values()];
}

/** Node's own search: `node_modules` here, then in every folder above. */
function resolve(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}

function describe(manifest: Manifest, folder: string): Installed {
  const { name, version, license, licenses, scripts = {} } = manifest;
  const named =
    typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '));
  const installScripts = ['preinstall', 'install', 'postinstall'].flatMap((hook) => scripts[hook] ?? []);
  // npm builds a package with this file even where no script says so.
  if (existsSync(join(folder, 'binding.gyp'))) installScripts.push('node-gyp rebuild');
  return { name, version, license: named ?? 'none', folder, installScripts };
}
