import { join, resolve } from 'node:path';
import { usageError } from '../../errors.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { runFolder, writeJson } from '../../run-folder.ts';
import { readRun } from '../read-run.ts';
import { renderHtml } from '../render/html.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { compareRuns, type RunsComparison } from './compare-runs.ts';
import { runsDocument } from './runs-document.ts';

/**
 * Sets several runs side by side, and writes `runs.html`, `runs.md` and `runs.json` where a folder is named.
 *
 * @throws {SerError} where a folder is no run, holds no predictions, or is named twice.
 */
export async function writeRuns(
  paths: readonly string[],
  out: string | undefined,
): Promise<{ comparison: RunsComparison; text: string; page: string | null }> {
  const folders = paths.map(runFolder);
  if (new Set(folders.map(({ path }) => path)).size < folders.length)
    throw usageError('A run folder is named twice. Name each run once: ser compare RUN RUN…');
  const comparison = compareRuns(await Promise.all(folders.map(readRun)));
  const document = runsDocument(comparison);
  const text = renderMarkdown(document);
  if (out === undefined) return { comparison, text, page: null };
  const page = join(resolve(out), 'runs.html');
  await writeJson(join(resolve(out), 'runs.json'), comparison);
  await writeFileAtomic(join(resolve(out), 'runs.md'), text);
  await writeFileAtomic(page, renderHtml(document, new Map()));
  return { comparison, text, page };
}
