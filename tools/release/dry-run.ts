// pnpm release:dry [--files] [--skip-test]: all of a release but the upload, in a copy that is thrown away.
//
// Copies the last commit, writes versions and change logs, builds, packs, tests the tarballs, lets npm publish them without
// uploading, and prints what a release would be. --files lists every file of every package.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifest, published as released, root } from '../checks/workspace.ts';
import { type BundleSize, bundleSize } from '../packaging/bundle-size.ts';
import { entryPoints } from '../packaging/entry-points.ts';
import { pack } from '../packaging/pack.ts';
import { pnpm } from '../packaging/pnpm.ts';
import { type Published, publishDry } from './npm.ts';
import { repositoryUrl, stampRepository } from './repository.ts';

const options = new Set(process.argv.slice(2));
const git = (args: readonly string[], cwd = root): string =>
  execFileSync('git', [...args], { cwd, encoding: 'utf8' }).trim();

const folder = mkdtempSync(join(tmpdir(), 'ser-release-'));
const copy = join(folder, 'copy');
const tarballFolder = join(folder, 'tarballs');
const before = git(['status', '--porcelain']);
try {
  step(`copy of ${git(['log', '-1', '--format=%h %s'])}`);
  if (before)
    console.log(
      `  ${before.split('\n').length} files differ from that commit in this working tree: they are not in the copy`,
    );
  git(['clone', '--quiet', root, copy]);

  step('install');
  await pnpm(['install', '--frozen-lockfile', '--prefer-offline'], copy);

  step('versions and change logs');
  await pnpm(['run', 'version'], copy);
  const address = repositoryUrl(copy);
  if (address) stampRepository(copy, address);
  console.log(`  repository: ${address ?? 'no address is known here; the release workflow writes its own'}`);
  console.log(indent(git(['status', '--short'], copy)));
  for (const name of released) {
    console.log(
      `\n--- packages/${name}/CHANGELOG.md\n${readFileSync(join(copy, 'packages', name, 'CHANGELOG.md'), 'utf8').trim()}`,
    );
  }

  step('build');
  await pnpm(['build'], copy);

  step('pack');
  mkdirSync(tarballFolder);
  const tarballs = await pack(tarballFolder, copy);
  console.log(indent(Object.values(tarballs).join('\n')));

  if (options.has('--skip-test')) step('test of the tarballs: skipped');
  else {
    step('test of the tarballs');
    process.env.SER_TARBALLS = tarballFolder;
    const output = await pnpm(['vitest', 'run', '--project', 'checks', 'checks/packaging.test.ts'], copy);
    console.log(indent(output.trim().split('\n').slice(-6).join('\n')));
  }

  step('npm publish --dry-run');
  const releases: Release[] = [];
  for (const name of released) {
    const published = publishDry(tarballs[name]);
    console.log(`  ${published.id}`);
    console.log(indent(options.has('--files') ? everyFile(published) : folders(published), 4));
    const entries = entryPoints(manifest(`packages/${name}`)).map(
      async (entry) => [entry.specifier, await bundleSize(join(copy, 'packages', name), entry)] as const,
    );
    releases.push({ published, entries: await Promise.all(entries) });
  }

  step('summary');
  console.log(summary(releases));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  git(['status', '--porcelain']) === before
    ? '\nThis working tree is as it was.'
    : '\nThis working tree has changed meanwhile, not by this command: it works in a copy.',
);

interface Release {
  readonly published: Published;
  readonly entries: readonly (readonly [specifier: string, size: BundleSize])[];
}

function step(name: string): void {
  console.log(`\n== ${name}`);
}

function indent(text: string, by = 2): string {
  return text.replace(/^/gm, ' '.repeat(by));
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function everyFile({ files }: Published): string {
  return files.map(({ path, size }) => `${kilobytes(size).padStart(10)}  ${path}`).join('\n');
}

/** Files and bytes of each top folder and kind of file. */
function folders({ files }: Published): string {
  const groups = new Map<string, { count: number; bytes: number }>();
  for (const { path, size } of files) {
    const kind = path.includes('/') ? `${path.split('/')[0]}/**${/(\.d)?\.\w+(\.map)?$/.exec(path)![0]}` : path;
    const { count, bytes } = groups.get(kind) ?? { count: 0, bytes: 0 };
    groups.set(kind, { count: count + 1, bytes: bytes + size });
  }
  return [...groups]
    .map(
      ([kind, { count, bytes }]) =>
        `${kind.padEnd(20)} ${String(count).padStart(4)} files ${kilobytes(bytes).padStart(10)}`,
    )
    .join('\n');
}

function summary(releases: readonly Release[]): string {
  const rows = releases.map(({ published: { name, version, files, size, unpackedSize }, entries }) => [
    name,
    version,
    String(files.length),
    kilobytes(size),
    kilobytes(unpackedSize),
    entries
      .map(([specifier, { gzipped }]) => `${specifier.slice(name.length) || '.'} ${kilobytes(gzipped)}`)
      .join(', '),
  ]);
  const table = [['package', 'version', 'files', 'packed', 'unpacked', 'entry points, minified and gzipped'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map(
      (row) =>
        `| ${row.map((cell, i) => (i === 2 || i === 3 || i === 4 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join(' | ')} |`,
    )
    .flatMap((line, i) => (i === 0 ? [line, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`] : [line]))
    .join('\n');
}
