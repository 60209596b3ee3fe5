import { writeSync } from 'node:fs';
import type { Archive } from '../src/node/download/archives.ts';
import { downloadArchives } from '../src/node/download/download-archives.ts';

// Downloads what its arguments say and prints the type of every event, so that a test can kill it at any of them.
const { dir, baseUrl, files, ...rest } = JSON.parse(process.argv[2]!) as {
  dir: string;
  baseUrl: string;
  files: string[];
} & Omit<Archive, 'files'>;

async function main(): Promise<void> {
  const archive: Archive = { ...rest, files: new Set(files) };
  for await (const { type } of downloadArchives([['test', archive]], { dir, baseUrl, retryDelay: 0.01 })) {
    writeSync(1, `${type}\n`);
  }
}

void main();
