import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHead, exportOnnx, extractEmbeddings, selectBackend } from '@ser/models';
import { openOnnx, openPretrained } from '@ser/models/node';
import { root } from '../checks/workspace.ts';
import type { Target } from './target.ts';

/** Gives a reader a folder with some files, and removes it. */
export async function inFolder<T>(
  files: ReadonlyMap<string, Uint8Array>,
  read: (folder: string) => Promise<T>,
): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'fuzz-'));
  try {
    for (const [name, bytes] of files) writeFileSync(join(home, name), bytes);
    return await read(home);
  } finally {
    rmSync(home, { recursive: true });
  }
}

const encoder = (name: string): Map<string, Uint8Array> => {
  const path = join(root, 'packages/models/golden/encoders', name);
  const names = readdirSync(path).filter((file) => file !== 'expected.json');
  return new Map(names.sort().map((file) => [file, Uint8Array.from(readFileSync(join(path, file)))]));
};

/** A model as the hub has it; `JSON` alone is changed, the weights have a row of their own. */
const pretrained = ['hubert-classifier', 'wav2vec2-base'].flatMap((name) => {
  const files = encoder(name);
  return [...files.keys()].filter((file) => file.endsWith('.json')).map((file) => ({ files, file }));
});

async function network(units: number[]): Promise<Uint8Array> {
  await selectBackend('cpu');
  const head = createHead({ inputDim: 4, classes: 3, units });
  try {
    return await exportOnnx(head);
  } finally {
    head.dispose();
  }
}

/** Parsers of networks beside those of weights. */
export const ofModels: Readonly<Record<string, Target>> = {
  onnx: {
    seeds: async () => [await network([2]), await network([5, 3])],
    read: (bytes) =>
      inFolder(new Map([['network.onnx', bytes]]), async (folder) => {
        const backbone = await openOnnx(join(folder, 'network.onnx'), { threads: 1 });
        try {
          const rows: Float32Array[] = [];
          for await (const row of extractEmbeddings([Float32Array.of(0.1, -0.2, 0.3, 0.4)], { backbone }))
            rows.push(Float32Array.from(row));
          return rows;
        } finally {
          await backbone.dispose();
        }
      }),
  },
  'encoder folder': {
    seeds: async () => pretrained.map(({ files, file }) => files.get(file)!),
    read: (bytes, seed) => {
      const { files, file } = pretrained[seed]!;
      return inFolder(new Map(files).set(file, bytes), async (folder) => {
        const { inputShape, outputDim } = await openPretrained(folder);
        return `${inputShape} ${outputDim}`;
      });
    },
  },
};
