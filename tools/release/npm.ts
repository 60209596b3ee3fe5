import { execFileSync } from 'node:child_process';

/** What npm says of a tarball that it has published, or would publish. */
export interface Published {
  /** `@ser/dsp@0.1.0`. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Bytes of the tarball. */
  readonly size: number;
  /** Bytes of its files. */
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Lets npm do all of a publishing but the upload. Throws with npm's words where npm refuses. */
export function publishDry(tarball: string): Published {
  const output = npm(['publish', tarball, '--dry-run', '--json']);
  const said = JSON.parse(output.slice(output.indexOf('{'))) as Published | Record<string, Published>;
  // npm 11 puts the package under its name; npm 10 does not.
  return 'files' in said ? (said as Published) : Object.values(said)[0]!;
}

function npm(args: readonly string[]): string {
  return execFileSync('npm', [...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    maxBuffer: 1 << 26,
  });
}
