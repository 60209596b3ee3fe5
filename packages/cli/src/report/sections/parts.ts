import { PARTS } from '../../corpus/clip.ts';
import type { Section } from '../document.ts';
import type { Report } from '../report.ts';
import type { SplitRow } from '../run-data.ts';
import { listed } from '../words.ts';

/** How many recordings of each class the models learned from and were tested on; none where the split was not recorded. */
export function parts({ run: { split, labels } }: Report): Section[] {
  if (!split || split.length === 0) return [];
  const pooled = split.some(({ fold }) => fold !== '');
  const present = PARTS.filter((part) => split.some((row) => row.part === part));
  const count = (part: string, label: string): number =>
    split.filter((row) => row.part === part && row.label === label).length;
  const said = present.map((part) => `${part}: ${split.filter((row) => row.part === part).length}`);
  const tested = labels.map((label) => count('test', label));
  const [least, most] = [Math.min(...tested), Math.max(...tested)];
  const range = least === most ? `${most} of each class` : `from ${least} to ${most} of a class`;
  const alt = `Recordings by class in each part. ${listed(said)}; the test part has ${range}.`;
  return [
    {
      id: 'parts',
      title: 'What was learned from, and what tested',
      blocks: [
        {
          kind: 'figures',
          figures: [{ id: 'parts', alt, caption: alt, specification: countsPlot(split, labels, present) }],
        },
        {
          kind: 'table',
          caption: 'Recordings by class and part',
          columns: [{ title: 'Class' }, ...present.map((title) => ({ title, numeric: true }))],
          rows: labels.map((label) => [label, ...present.map((part) => String(count(part, label)))]),
        },
        {
          kind: 'paragraph',
          text: pooled
            ? 'Each fold has parts of its own: a recording is counted once for every part of every fold that it stands in, as split.csv lists them.'
            : 'Copies that training makes of its recordings are not counted.',
        },
      ],
    },
  ];
}

/** Bars side by side, one panel a part. */
function countsPlot(split: readonly SplitRow[], labels: readonly string[], present: readonly string[]): object {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    data: {
      values: present.flatMap((part) =>
        labels.map((label) => ({
          part,
          label,
          files: split.filter((row) => row.part === part && row.label === label).length,
        })),
      ),
    },
    facet: {
      column: { field: 'part', sort: [...present], title: null, header: { labelFontSize: 12, labelFontWeight: 600 } },
    },
    spec: {
      width: 150,
      height: { step: 20 },
      layer: [
        { mark: { type: 'bar', color: '#0072b2' } },
        { mark: { type: 'text', align: 'left', dx: 3 }, encoding: { text: { field: 'files' } } },
      ],
      encoding: {
        y: { field: 'label', type: 'nominal', sort: [...labels], title: null },
        x: { field: 'files', type: 'quantitative', title: 'recordings', axis: { tickMinStep: 1, tickCount: 4 } },
      },
    },
    resolve: { scale: { x: 'independent' } },
    config: { view: { stroke: null }, axis: { grid: false } },
  };
}
