import { blocksOf, figuresOf, type ReportDocument } from '../document.ts';
import { drawFigure } from './draw-figure.ts';
import { renderHtml } from './html.ts';

/** A document as one page with its figures inside. */
export async function drawPage(document: ReportDocument): Promise<string> {
  const drawn = new Map<string, string>();
  // One after the other: Vega numbers gradients and clips through the process.
  for (const figure of figuresOf(blocksOf(document))) drawn.set(figure.id, await drawFigure(figure));
  return renderHtml(document, drawn);
}
