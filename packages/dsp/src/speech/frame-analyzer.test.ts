import { expect, test } from 'vitest';
import { createFrameAnalyzer, similarityLag } from './frame-analyzer.ts';

test('a held tone is similar to itself from the first frame on that has one to compare with', () => {
  const tone = Float32Array.from({ length: 3200 }, (_, n) => 0.5 * Math.sin((2 * Math.PI * 440 * n) / 16_000));
  const similarities = createFrameAnalyzer(16_000)
    .push(tone)
    .map(({ similarity }) => similarity);
  expect(similarities.slice(0, similarityLag)).toEqual(new Array(similarityLag).fill(0));
  for (const similarity of similarities.slice(similarityLag)) expect(similarity).toBeGreaterThan(0.9);
});
