import { join, resolve } from 'node:path';
import type { CommandContext } from '../cli/command.ts';
import { engineChoice, modelsBesideBaseline, repeated, text } from '../cli/options.ts';
import { readCorpusSource } from '../corpus/corpus-source.ts';
import { openEngines } from '../engines/open-engines.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { writeFileAtomic } from '../files/write-file.ts';
import { drawPage } from '../report/render/draw-page.ts';
import { runFolder, writeJson } from '../run-folder.ts';
import { reportLeftOut } from '../stages/left-out.ts';
import { ACROSS_CAVEAT, acrossDocument, cellText } from './across-document.ts';
import { evaluateAcross, folderName } from './evaluate-across.ts';

/** `ser evaluate --run R… --data OTHER…`: tests runs on other corpora, prints the matrix and writes a page; returns the exit code. */
export async function runAcross({ options, reporter, signal, print, printJson }: CommandContext): Promise<number> {
  const runs = repeated(options, 'run');
  const source = await readCorpusSource(options);
  const out = resolve(text(options, 'out') ?? join(runs[0]!, 'across'));
  const models = text(options, 'model') === undefined ? undefined : modelsBesideBaseline(options);
  const { engine } = await openEngines(engineChoice(options), reporter, models);
  const cache = cacheFolder(text(options, 'cache'));
  const across = await evaluateAcross({ runs, source, models, out, engine, cache, reporter, signal });
  const { cells, problems } = across;
  const page = join(out, 'across.html');
  await writeFileAtomic(page, await drawPage(acrossDocument(across)));
  const results = cells.map(({ predictions: _, scored, ...cell }) => ({
    ...cell,
    ...scored,
    ...(!cell.isOwn && { folder: runFolder(join(out, folderName(cell.run, cell.corpus))).of(cell.model).path }),
  }));
  await writeJson(join(out, 'across.json'), results);
  for (const cell of cells) {
    const { uar, about } = cellText(cell);
    const files = cell.scored.scores.files;
    print(`${cell.model}, trained in ${cell.run}, on ${cell.corpus}: UAR ${uar} % ${about}, ${files} files`);
    for (const caveat of cell.caveats) print(`  ${caveat}`);
  }
  print(`\n${ACROSS_CAVEAT}\nThe whole report: ${page}`);
  printJson({ report: page, results, leftOut: problems });
  return reportLeftOut(problems, reporter);
}
