import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { published } from '../checks/workspace.ts';

/**
 * Where the repository lies: the `repository.url` of the root `package.json`, else the repository whose workflow this is.
 *
 * @returns An address as npm writes it, `git+https://host/owner/name.git`; `undefined` where neither is known.
 */
export function repositoryUrl(checkout: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const { repository } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
    repository?: { url?: string };
  };
  if (repository?.url) return repository.url;
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = env;
  return server && name ? `git+${server}/${name}.git` : undefined;
}

/**
 * Writes the address into the packages' manifests, beside the directory that stands there. npm refuses provenance for a
 * package whose address is not that of the workflow's repository.
 */
export function stampRepository(checkout: string, url: string): void {
  for (const name of published) {
    const path = join(checkout, 'packages', name, 'package.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { repository: { type: string; directory: string } };
    const { type, directory } = manifest.repository;
    manifest.repository = { type, url, directory } as typeof manifest.repository;
    writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
  }
}
