import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearDesk, documentedLines, openDesk, type } from '../documented-line.ts';

let desk: string;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => clearDesk(desk));

test('the documented line finds the documented neighbours', async () => {
  const [line] = await documentedLines('nearest-neighbours');
  const printed = await type(line!.command, desk);
  // A cosine may round to the other side on another processor; the neighbours may not change.
  const read = (text: string) =>
    [...text.matchAll(/^(\S+) → (\S+) \(cosine (\S+)\)$/gm)].map(([, file, neighbour, cosine]) => ({
      file,
      neighbour,
      cosine: Number(cosine),
    }));
  const found = read(printed);
  expect(found.length).toBe(8);
  expect(found.map(({ file, neighbour }) => [file, neighbour])).toEqual(
    read(line!.output).map(({ file, neighbour }) => [file, neighbour]),
  );
  found.forEach(({ cosine }, i) => {
    expect(cosine).toBeCloseTo(read(line!.output)[i]!.cosine, 1);
  });
  const sameTake = found.filter(({ file, neighbour }) => file!.slice(0, 17) === neighbour!.slice(0, 17));
  expect(sameTake.length).toBe(7);
});
