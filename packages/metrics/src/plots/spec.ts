/** Any JSON value. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * A Vega-Lite 6 specification as plain JSON: give it to vega-embed, or compile it with vega-lite and draw it with vega.
 *
 * Labels are only ever data values, never field names or expressions, so no label can change what is drawn or run.
 */
export interface VegaLiteSpec {
  readonly $schema: string;
  readonly [key: string]: JsonValue;
}

/** What every plot takes. */
export interface PlotOptions {
  /**
   * Heading.
   * @default named for the plot
   */
  readonly title?: string | undefined;
  /**
   * Width of the plotting area in pixels, without axes and legend.
   * @default chosen by the plot
   */
  readonly width?: number | undefined;
  /**
   * Height of the plotting area in pixels, without axes and title.
   * @default chosen by the plot
   */
  readonly height?: number | undefined;
}

/** Colors that stay apart under the common color-vision deficiencies (Okabe and Ito), darkest contrasts first. */
export const palette: readonly string[] = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#000000',
  '#999999',
];

/** Top level of a specification: schema, background, fonts, and the description that becomes the SVG's accessible name. */
export function topLevel(title: string, description: string, body: Readonly<Record<string, JsonValue>>): VegaLiteSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: { text: title, anchor: 'middle', fontSize: 15, offset: 12 },
    description,
    background: 'white',
    padding: 10,
    ...body,
    config: {
      axis: { labelFontSize: 12, titleFontSize: 13, titlePadding: 8, labelLimit: 260 },
      legend: { labelFontSize: 12, titleFontSize: 12, labelLimit: 260 },
      view: { stroke: null },
    },
  };
}

/** A number for a specification: JSON has no NaN and no infinities, so they become null, which Vega-Lite leaves out. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The names, all different: two of one name would fall together, so the later ones get a number. */
export function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
