import { readFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAM_VERSION } from './version.ts';

/** Versions of everything that computes; a package that is not installed is missing. */
export type Versions = Readonly<Record<string, string>>;

/** The computer that a run was made on. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** Model of the processor. */
  readonly cpu: string;
  readonly cores: number;
  /** In MB (10⁶ bytes). */
  readonly memoryMB: number;
}

/** Names in `run.json` → packages. */
const PACKAGES = {
  '@ser/corpora': '@ser/corpora',
  '@ser/dsp': '@ser/dsp',
  '@ser/models': '@ser/models',
  '@ser/metrics': '@ser/metrics',
  tfjs: '@tensorflow/tfjs',
  onnxruntime: 'onnxruntime-node',
} as const;

/** The versions at hand. */
export async function readVersions(): Promise<Versions> {
  const found = await Promise.all(
    Object.entries(PACKAGES).map(async ([name, specifier]) => [name, await versionOf(specifier)] as const),
  );
  return {
    ser: PROGRAM_VERSION,
    node: process.version.slice(1),
    ...Object.fromEntries(found.filter(([, version]) => version !== undefined)),
  };
}

/** The computer at hand. */
export function describeMachine(): Machine {
  return {
    platform: platform(),
    arch: arch(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryMB: Math.round(totalmem() / 1e6),
  };
}

/** The version in the manifest above a package's entry; few packages export the manifest itself. */
async function versionOf(specifier: string): Promise<string | undefined> {
  let folder: string;
  try {
    folder = dirname(fileURLToPath(import.meta.resolve(specifier)));
  } catch {
    return undefined;
  }
  for (; folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
    if (manifest === undefined) continue;
    const { name, version } = JSON.parse(manifest) as { name?: string; version?: string };
    if (name === specifier) return version;
  }
  return undefined;
}
