import { describe, expect, test } from 'vitest';
import { smallResnet, smallVgg } from '../../testing/small.ts';
import { fitWeights } from './fit-weights.ts';
import { initializeWeights } from './initialize-weights.ts';
import type { WeightMap, WeightTensor } from './weight-map.ts';

const graph = smallVgg();
const weights = initializeWeights(graph);
type Entries = [string, readonly WeightTensor[]][];
const refusal = (message: RegExp) =>
  expect.objectContaining({ code: 'invalid-weights', message: expect.stringMatching(message) });

describe('fitWeights', () => {
  test('goes by order where the names differ, as Keras does', () => {
    const renamed: WeightMap = new Map(
      [...weights].map(([, tensors], i) => [`conv2d_${i}`, tensors.map((tensor) => ({ ...tensor, name: '?' }))]),
    );
    expect(fitWeights(graph, renamed)).toEqual(weights);
  });

  test('goes by name where the names are the same, whatever the order', () => {
    const fitted = fitWeights(graph, new Map([...weights].reverse()));
    expect(fitted).toEqual(weights);
    expect([...fitted.keys()]).toEqual([...weights.keys()]);
  });

  test('does not copy the values', () => {
    expect(fitWeights(graph, weights).get('block1_conv1')![0]!.data).toBe(weights.get('block1_conv1')![0]!.data);
  });

  test('refuses the weights of another model', () => {
    expect(() => fitWeights(graph, initializeWeights(smallResnet()))).toThrow(
      refusal(/vgg_small has 13 layers with weights; 28 were given \(conv1_conv … post_bn\)\. .* another model/),
    );
  });

  test('takes the layers of a larger file by name, whatever their order, and names the others', () => {
    const warnings: string[] = [];
    const onWarning = (message: string): void => void warnings.push(message);
    const whole: Entries = [['before', []], ...[...weights].reverse(), ['dense', []]];
    expect(fitWeights(graph, new Map(whole), { onWarning })).toEqual(weights);
    expect(warnings).toEqual([
      "Of the file's 15 layers the 13 of vgg_small were taken by name; left out: before, dense.",
    ]);
    fitWeights(graph, weights, { onWarning });
    expect(warnings).toHaveLength(1);
  });

  test('tells a file with classifier from one without where the names are others', () => {
    const withTop: Entries = [...weights].map(([, tensors], i) => [`conv2d_${i}`, tensors]);
    withTop.push(['fc1', []], ['predictions', []]);
    expect(() => fitWeights(graph, new Map(withTop))).toThrow(
      refusal(/a classifier, and not all under the names of vgg_small, .* take the file without top/),
    );
  });

  test('refuses a missing tensor', () => {
    const entries: Entries = [...weights];
    entries[3] = [entries[3]![0], entries[3]![1].slice(0, 1)];
    expect(() => fitWeights(graph, new Map(entries))).toThrow(
      refusal(/Layer "block2_conv2" of vgg_small takes 2 weight tensors \(kernel, bias\); "block2_conv2" gives 1/),
    );
  });

  test('refuses another shape, and values that are not as many as the shape says', () => {
    const gray = initializeWeights(smallVgg([32, 32, 1]));
    expect(() => fitWeights(graph, gray)).toThrow(
      refusal(
        /"kernel" of layer "block1_conv1" of vgg_small has the shape \[3, 3, 3, 2\]; .* \[3, 3, 1, 2\].*channels/,
      ),
    );
    const entries: Entries = [...weights];
    const [kernel, bias] = entries[0]![1];
    entries[0] = [entries[0]![0], [{ ...kernel!, data: kernel!.data.slice(1) }, bias!]];
    expect(() => fitWeights(graph, new Map(entries))).toThrow(refusal(/gives \[3, 3, 3, 2\] with 53 values/));
  });

  test('refuses no weights at all', () => {
    expect(() => fitWeights(graph, new Map())).toThrow(refusal(/0 were given \(none … none\)/));
  });
});
