// How long it takes to read a table of many recordings, and what a row of it holds in memory.
//
//   node --expose-gc --import tsx benchmarks/corpora/table-rows.ts [folder for the files]
//
// Tables of 25,000, 50,000 and 100,000 rows: of files that lie on the disk, a file per row (empty ones, as none is opened), and
// of segments of 100 files. Prints seconds, elapsed and of the processor, and bytes of the heap per row that is kept.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCorpus } from '@ser/corpora/node';

const [folder = tmpdir()] = process.argv.slice(2);
const LABELS = ['angry', 'happy', 'sad'];
const collect = (globalThis as { gc?: () => void }).gc;
if (collect === undefined) throw new Error('Run it with node --expose-gc: the heap is measured after a collection.');

const heap = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

console.log('| table | rows | s, elapsed | s, of the processor | bytes per row |\n|---|--:|--:|--:|--:|');
for (const [what, perFile] of [
  ['a file per row', 1],
  ['segments', 500],
] as const) {
  for (const rows of [25_000, 50_000, 100_000]) {
    const dir = mkdtempSync(join(folder, 'table-rows-'));
    try {
      writeTable(dir, rows, perFile);
      console.log(`| ${[what, rows, ...(await measure(dir, rows))].join(' | ')} |`);
    } finally {
      rmSync(dir, { recursive: true });
    }
  }
}

/** Seconds elapsed and of the processor, and bytes per row. */
async function measure(dir: string, rows: number): Promise<string[]> {
  const [before, processor, start] = [heap(), process.cpuUsage(), performance.now()];
  const corpus = await readCorpus(dir);
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(processor);
  const kept = heap() - before;
  if (corpus.rows.length !== rows || corpus.problems.length > 0) throw new Error(`${corpus.rows.length} rows`);
  return [(elapsed / 1000).toFixed(2), ((user + system) / 1e6).toFixed(2), String(Math.round(kept / rows))];
}

function writeTable(dir: string, rows: number, perFile: number): void {
  const lines = ['file,emotion,speaker,start,end'];
  mkdirSync(join(dir, 'clips'));
  for (let i = 0; i < rows; i++) {
    const file = `clips/${String(Math.floor(i / perFile)).padStart(6, '0')}.wav`;
    const at = i % perFile;
    if (at === 0) writeFileSync(join(dir, file), '');
    lines.push(`${file},${LABELS[i % 3]},s${i % 100},${at},${at + 1}`);
  }
  writeFileSync(join(dir, 'labels.csv'), `${lines.join('\n')}\n`);
}
