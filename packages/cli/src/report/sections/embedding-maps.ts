import type { Figure, Section } from '../document.ts';
import type { ModelReport, Report } from '../report.ts';
import { counted } from '../words.ts';

/** Which files a model's network takes for alike; none where no model of the run has a map. */
export function embeddingMaps({ models }: Report): Section[] {
  const mapped = models.filter(({ data }) => data.map.length > 0);
  if (mapped.length === 0) return [];
  return [
    {
      id: 'map',
      title: 'What the networks take for alike',
      blocks: [
        {
          kind: 'paragraph',
          text: 'A point is a test file, by the embedding that the network’s backbone makes of it. UMAP keeps neighbors together: that two points are close says that the network takes them for alike; distances between groups, and the shapes of groups, say nothing. Principal components keep large distances and lose neighborhoods. Colors that are mixed up are emotions that the backbone does not tell apart; points in groups of speakers say that it hears who speaks. The head that answers sees all of an embedding, and not this plane.',
        },
        { kind: 'map' },
        {
          kind: 'details',
          summary: `The maps as pictures (${counted(mapped.length, 'model')})`,
          blocks: [{ kind: 'figures', figures: mapped.map(figureOf) }],
        },
      ],
    },
  ];
}

function figureOf({ model, data }: ModelReport): Figure {
  const labels = new Map(data.predictions.map(({ file, actual }) => [file, actual]));
  const points = data.map.flatMap(({ file, umap: [x, y] }) => {
    const emotion = labels.get(file);
    return emotion === undefined ? [] : [{ x, y, emotion }];
  });
  return {
    id: `${model}-map`,
    alt: `UMAP of the embeddings of ${counted(points.length, 'test file')} by ${model}, colored by true emotion.`,
    caption: `${model}: ${counted(points.length, 'test file')}, colored by true emotion.`,
    specification: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      data: { values: points },
      width: 300,
      height: 240,
      mark: { type: 'circle', size: 40, opacity: 0.85 },
      encoding: {
        x: { field: 'x', type: 'quantitative', axis: null, scale: { zero: false } },
        y: { field: 'y', type: 'quantitative', axis: null, scale: { zero: false } },
        color: {
          field: 'emotion',
          type: 'nominal',
          title: null,
          scale: { range: ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#8c6d1f', '#7f7f7f'] },
        },
      },
    },
  };
}
