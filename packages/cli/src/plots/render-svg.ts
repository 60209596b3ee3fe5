import { parse, resetSVGDefIds, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/** A Vega-Lite specification as an SVG document; equal specifications give equal bytes when drawn one after the other. */
export async function renderSvg(specification: object): Promise<string> {
  const view = new View(parse(compile(specification as TopLevelSpec).spec), { renderer: 'none' });
  try {
    // Gradients and clips are numbered through the process: from 0 again.
    resetSVGDefIds();
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
