import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder that the test leaves behind for nobody. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ravdess-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
