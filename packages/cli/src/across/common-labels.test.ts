import { expect, test } from 'vitest';
import { commonLabels } from './common-labels.ts';

const model = { run: 'runs/A', classes: ['angry', 'calm', 'happy'] };

test('labels are common by name, in any case and any normal form', () => {
  const { both, ofLabel, ofClass } = commonLabels(model, { corpus: 'B', labels: ['Happy', 'angry', 'sad'] });
  expect(both).toEqual(['angry', 'happy']);
  expect(Object.fromEntries(ofLabel)).toEqual({ Happy: 'happy', angry: 'angry' });
  expect(Object.fromEntries(ofClass)).toEqual({ angry: 'angry', happy: 'happy' });
  const umlaut = commonLabels({ run: 'A', classes: ['a', 'ärger'] }, { corpus: 'B', labels: ['A', 'A\u0308rger'] });
  expect(umlaut.both).toEqual(['a', 'ärger']);
});

test('a label map is for the classes of the run too, and may merge them', () => {
  const map = { happy: 'joy', calm: 'joy', angry: 'anger', '*': null };
  const corpus = { corpus: 'B', labels: ['anger', 'joy'] };
  const { both, ofClass } = commonLabels(model, corpus, map);
  expect(both).toEqual(['anger', 'joy']);
  expect(Object.fromEntries(ofClass)).toEqual({ angry: 'anger', calm: 'joy', happy: 'joy' });
  // A run that was trained with the map.
  expect(commonLabels({ run: 'A', classes: ['anger', 'joy'] }, corpus, map).both).toEqual(['anger', 'joy']);
});

test.each([
  [['sad'], /no label in common.*knows angry, calm, happy; B has sad.*--label-map/],
  [['angry', 'sad'], /only the label angry in common/],
])('%j are too few', (labels, message) => {
  expect(() => commonLabels(model, { corpus: 'B', labels })).toThrow(message);
});
