import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearDesk, documentedLines, openDesk, type } from '../documented-line.ts';

let desk: string;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => clearDesk(desk));

test('the documented line prints the documented report and draws the matrix', async () => {
  const [line] = await documentedLines('evaluate-predictions');
  expect(await type(line!.command, desk)).toBe(line!.output);

  const table = await readFile(new URL('predictions.csv', import.meta.url), 'utf8');
  const rows = table.trim().split('\n').slice(1);
  const hits = rows.map((row) => row.split(',')).filter(([, , emotion, hypothesis]) => emotion === hypothesis).length;
  expect(line!.output).toContain(`accuracy: ${((100 * hits) / rows.length).toFixed(1)} %`);

  const svg = await readFile(join(desk, 'confusion-matrix.svg'), 'utf8');
  for (const label of ['angry (13)', 'fearful (18)', 'surprised']) expect(svg).toContain(label);
});

test('a column that is not there is named, with those that are, and lines without content do not count', async () => {
  await writeFile(join(desk, 'table.csv'), 'file,"truth, as heard",guess\n1,sad,sad\n\n , ,\n');
  const program = 'npx tsx examples/evaluate-predictions/evaluate-predictions.ts table.csv m.svg';
  await expect(type(program, desk)).rejects.toThrow('no column "actual". It has: file, truth, as heard, guess.');
  const told = await type(`${program} --actual "truth, as heard" --predicted guess`, desk);
  expect(told).toContain('accuracy: 100.0 %');
  expect(told).toContain('1 × 1 classes, 1 predictions');
});
