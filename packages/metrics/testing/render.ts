import { Resvg } from '@resvg/resvg-js';
import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { VegaLiteSpec } from '../src/plots/spec.ts';

/** What vega-lite and vega complained about while drawing; nothing, for a good specification. */
export interface Rendering {
  readonly svg: string;
  readonly complaints: readonly string[];
}

/** Draws a specification as SVG, without a browser. */
export async function render(spec: VegaLiteSpec): Promise<Rendering> {
  const complaints: string[] = [];
  const note = (...message: readonly unknown[]): void => void complaints.push(message.join(' '));
  const logger = { ...vega.logger(vega.Warn), warn: note, error: note } as unknown as ReturnType<typeof vega.logger>;
  // Through JSON, as a specification is plain JSON or it is nothing.
  const plain = JSON.parse(JSON.stringify(spec)) as TopLevelSpec;
  const view = new vega.View(vega.parse(compile(plain, { logger }).spec), { renderer: 'none', logger });
  // Gradients and clips are numbered through the process: from 0 again, so that equal specifications draw equal bytes.
  vega.resetSVGDefIds();
  const svg = await view.toSVG();
  view.finalize();
  return { svg, complaints };
}

/** The SVG as PNG bytes. */
export function toPng(svg: string): Uint8Array {
  const font = { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' };
  return new Resvg(svg, { background: 'white', font }).render().asPng();
}

/** The lines of text that a drawing shows. */
export const texts = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].flatMap(([, inner]) =>
    inner!.includes('<tspan')
      ? [...inner!.matchAll(/<tspan[^>]*>(.*?)<\/tspan>/gs)].map(([, line]) => line!)
      : [inner!],
  );
