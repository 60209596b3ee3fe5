import { expect, test } from 'vitest';
import { speakerScores } from '../analysis/group-scores.ts';
import type { Block } from '../document.ts';
import type { ModelReport, Report } from '../report.ts';
import { speakers } from './speakers.ts';

const LABELS = ['happy', 'sad'];

/** So many speakers with two recordings each; the last one is never right. */
function reportOf(count: number): Report {
  const predictions = Array.from({ length: 2 * count }, (_, i) => {
    const actual = LABELS[i % 2]!;
    const speaker = `s${String(i >> 1).padStart(3, '0')}`;
    const predicted = i >> 1 === count - 1 ? LABELS[1 - (i % 2)]! : actual;
    return { file: `${i}.wav`, speaker, actual, predicted, probabilities: [0.5, 0.5] };
  });
  const model = { model: 'VGG16', data: { predictions }, bySpeaker: speakerScores(predictions, LABELS) };
  return { models: [model as unknown as ModelReport], run: { labels: LABELS } } as unknown as Report;
}

const kinds = (blocks: readonly Block[]): string[] => blocks.map(({ kind }) => kind);

test('a few speakers are shown all, with a part each', () => {
  expect(kinds(speakers(reportOf(3))[0]!.blocks)).toEqual(['paragraph', 'grid', 'details', 'details', 'details']);
});

test('of hundreds the weakest are shown, and all are folded, on paper too', () => {
  const [, shown, all, parts] = speakers(reportOf(300))[0]!.blocks;
  const rows = (block: Block | undefined) => (block?.kind === 'grid' ? block.rows.map(({ title }) => title) : []);
  expect(rows(shown)).toHaveLength(12);
  expect(rows(shown)[0]).toBe('s299');
  expect(all).toMatchObject({ kind: 'details', isForLookup: true });
  expect(rows(all?.kind === 'details' ? all.blocks[0] : undefined)).toHaveLength(300);
  expect(parts).toMatchObject({ kind: 'details', isForLookup: true });
  expect(parts?.kind === 'details' && parts.blocks).toHaveLength(300);
});
