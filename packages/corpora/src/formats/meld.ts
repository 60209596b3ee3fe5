import { PARTS, type Part } from '../rows/corpus-row.ts';
import { partOf } from '../rows/part-of.ts';
import type { CorpusFormat, CorpusProblem, FormatRow } from './corpus-format.ts';
import { type CorpusListing, fileNameOf, stemOf } from './corpus-listing.ts';
import { parseTable } from './table/parse-table.ts';

const isTable = (file: string): boolean => /(^|\/)(train|dev|test)_sent_emo\w*\.csv$/i.test(file);

/** The part in any word of a path: `train_splits`, `output_repeated_splits_test`. */
const partIn = (path: string): Part | undefined =>
  path
    .split(/[^A-Za-z]+/)
    .map(partOf)
    .find((part) => part !== undefined);

/** MELD: dialogs of a television series, labels and speakers in one table per part. */
export const meld: CorpusFormat = {
  name: 'meld',
  title: 'MELD, the Multimodal EmotionLines Dataset',
  example: 'train_sent_emo.csv and train_splits/dia0_utt0.mp4',
  citation:
    'Poria S, Hazarika D, Majumder N, Naik G, Cambria E, Mihalcea R (2019) MELD: A multimodal multi-party dataset for emotion recognition in conversations. ACL 2019, 527–536, doi:10.18653/v1/P19-1050.',
  detect: ({ files }) => {
    const table = files.find(isTable);
    return table === undefined ? undefined : `${table} is a table of MELD`;
  },
  read: async (listing) => {
    const rows: FormatRow[] = [];
    const problems: CorpusProblem[] = [];
    const files = new Map<string, string>();
    for (const file of listing.audio) {
      const stem = stemOf(fileNameOf(file));
      if (/^dia\d+_utt\d+$/.test(stem)) files.set(`${partIn(file) ?? ''} ${stem}`, file);
    }
    for (const table of listing.files.filter(isTable)) await readPart(listing, table, files, rows, problems);
    return { rows, problems };
  },
};

async function readPart(
  listing: CorpusListing,
  table: string,
  files: ReadonlyMap<string, string>,
  rows: FormatRow[],
  problems: CorpusProblem[],
): Promise<void> {
  const { columns, records, broken } = parseTable(await listing.readText(table), table);
  const part = PARTS.find((known) => known === partIn(fileNameOf(table)));
  for (const { row, reason } of broken) problems.push({ kind: 'invalid-row', name: `${table}, row ${row}`, reason });
  for (const { row, cells } of records) {
    const cell = (name: string): string => (cells[columns.indexOf(name)] ?? '').trim();
    const stem = `dia${cell('Dialogue_ID')}_utt${cell('Utterance_ID')}`;
    const file = files.get(`${part} ${stem}`) ?? files.get(` ${stem}`);
    if (file === undefined) {
      problems.push({
        kind: 'missing-file',
        name: `${stem}.mp4`,
        reason: `there is no such file (${table}, row ${row})`,
      });
      continue;
    }
    const facets = { dialog: `${part} ${cell('Dialogue_ID')}`, sentiment: cell('Sentiment'), text: cell('Utterance') };
    const told = Object.fromEntries(Object.entries(facets).filter(([, value]) => value !== ''));
    rows.push({ file, label: cell('Emotion'), speaker: cell('Speaker') || undefined, facets: told, part });
  }
}
