import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearDesk, documentedLines, openDesk, type } from '../documented-line.ts';

let desk: string;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => clearDesk(desk));

test('the documented line finds the documented neighbors', async () => {
  const [line] = await documentedLines('nearest-neighbors');
  const printed = await type(line!.command, desk);
  // A cosine may round to the other side on another processor; the neighbors may not change.
  const read = (text: string) =>
    [...text.matchAll(/^(\S+) → (\S+) \(cosine (\S+)\)$/gm)].map(([, file, neighbor, cosine]) => ({
      file,
      neighbor,
      cosine: Number(cosine),
    }));
  const found = read(printed);
  expect(found.length).toBe(8);
  expect(found.map(({ file, neighbor }) => [file, neighbor])).toEqual(
    read(line!.output).map(({ file, neighbor }) => [file, neighbor]),
  );
  found.forEach(({ cosine }, i) => {
    expect(cosine).toBeCloseTo(read(line!.output)[i]!.cosine, 1);
  });
  const sameTake = found.filter(({ file, neighbor }) => file!.slice(0, 17) === neighbor!.slice(0, 17));
  expect(sameTake.length).toBe(7);
});
