import { renderSvg } from '../../plots/render-svg.ts';
import type { Figure } from '../document.ts';
import { escapeHtml } from './html-template.ts';

/**
 * A figure as SVG that can stand in a page beside others: no background, one accessible name, and ids of its own.
 */
export async function drawFigure({ id, alt, specification }: Figure): Promise<string> {
  const { config, ...rest } = specification as { config?: object };
  const drawn = await renderSvg({ ...rest, background: null, config: { ...config, aria: false } });
  return (
    drawn
      // The picture has one name; its marks have none of their own.
      .replace(/ (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*"|aria-label="[^"]*")/g, '')
      .replace(/^<svg[^>]*>/, (tag) => tag.replace('<svg', `<svg role="img" aria-label="${escapeHtml(alt)}"`))
      .replace(/\bid="([^"]+)"/g, `id="${id}-$1"`)
      .replace(/url\(#([^)]+)\)/g, `url(#${id}-$1)`)
      .replace(/\bhref="#([^"]+)"/g, `href="#${id}-$1"`)
  );
}
