import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A WAV file as small as one can be: eight samples of silence. */
export const wav: Uint8Array = (() => {
  const bytes = new Uint8Array(44 + 16);
  const view = new DataView(bytes.buffer);
  const ascii = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at);
  ascii(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  ascii(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 16_000, true);
  view.setUint32(28, 32_000, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  ascii(36, 'data');
  view.setUint32(40, 16, true);
  return bytes;
})();

/** Writes files into a folder that is removed when the test ends; a list of names makes WAV files. */
export function diskFolder(files: Readonly<Record<string, string | Uint8Array>> | readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'corpora-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const contents = Array.isArray(files) ? Object.fromEntries((files as string[]).map((name) => [name, wav])) : files;
  for (const [path, content] of Object.entries(contents as Record<string, string | Uint8Array>)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return folder;
}
