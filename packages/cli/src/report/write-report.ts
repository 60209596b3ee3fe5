import { writeFileAtomic } from '../files/write-file.ts';
import type { RunFolder } from '../run-folder.ts';
import { buildDocument } from './build-document.ts';
import { attachmentsOf, blocksOf, figuresOf } from './document.ts';
import { replaceFigures } from './figure-files.ts';
import { type AudioChoice, readClips } from './read-clips.ts';
import { readRun } from './read-run.ts';
import { drawFigure } from './render/draw-figure.ts';
import { renderHtml } from './render/html.ts';
import { renderMarkdown } from './render/markdown.ts';
import { analyseRun, type Report } from './report.ts';

/** Options of {@link writeReport}. */
export interface WriteReportOptions {
  /**
   * Folder of the WAV files, for the players.
   * @default the one that the run was made from
   */
  readonly data?: string | undefined;
  /**
   * Where the page has its sounds from.
   * @default 'auto'
   */
  readonly audio?: AudioChoice | undefined;
}

/**
 * Writes `report.html`, `report.md` and the figures that the latter links to; returns the figures that they show.
 *
 * The same run folder and the same audio give the same bytes.
 */
export async function writeReport(
  folder: RunFolder,
  { data, audio = 'auto' }: WriteReportOptions = {},
): Promise<Report> {
  const run = await readRun(folder);
  const report = analyseRun(run);
  const { configuration } = run;
  const worst = report.mistakes.map(({ file }) => file);
  const others = run.models.flatMap(({ predictions }) => predictions.map(({ file }) => file));
  const clips = await readClips([...new Set([...worst, ...others])], {
    data: data ?? configuration.data,
    page: folder.path,
    audio,
    shown: worst.length,
    settings: configuration.settings,
  });
  const document = buildDocument(report, clips);
  const blocks = blocksOf(document);
  const files = new Map<string, string | Uint8Array>();
  const drawn = new Map<string, string>();
  // One after the other: Vega numbers gradients and clips through the process.
  for (const figure of figuresOf(blocks)) {
    const svg = await drawFigure(figure);
    drawn.set(figure.id, svg);
    // A file of its own has paper under it, whatever the viewer's background.
    files.set(`${figure.id}.svg`, svg.replace(/^<svg[^>]*>/, '$&<rect width="100%" height="100%" fill="white"/>'));
  }
  for (const { name, bytes } of attachmentsOf(blocks)) files.set(name, bytes);
  await replaceFigures(folder, files);
  await writeFileAtomic(folder.reportMarkdown, renderMarkdown(document));
  await writeFileAtomic(folder.reportHtml, renderHtml(document, drawn));
  return report;
}
