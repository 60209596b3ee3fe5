import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Recordings for the README, with litter and a link in a circle. */
export default function fixture(folder: string): void {
  mkdirSync(join(folder, 'recordings', 'a'), { recursive: true });
  for (const name of ['a/one.wav', 'two.wav', '._two.wav', 'notes.txt']) {
    writeFileSync(join(folder, 'recordings', name), name);
  }
  if (process.platform !== 'win32') symlinkSync('..', join(folder, 'recordings', 'a', 'up'));
}
