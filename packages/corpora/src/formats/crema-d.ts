import type { CorpusFormat, FormatRow } from './corpus-format.ts';
import type { CorpusListing } from './corpus-listing.ts';
import { fileNameOf } from './corpus-listing.ts';
import { namedFiles } from './named-files.ts';
import { parseTable } from './table/parse-table.ts';

const LABELS: Readonly<Record<string, string>> = {
  ANG: 'anger',
  DIS: 'disgust',
  FEA: 'fear',
  HAP: 'happiness',
  NEU: 'neutral',
  SAD: 'sadness',
};
const LEVELS: Readonly<Record<string, string>> = {
  LO: 'low',
  MD: 'medium',
  HI: 'high',
  XX: 'unspecified',
  X: 'unspecified',
};

/** CREMA-D: speaker, sentence, emotion and level; the sex of the speakers from the table that comes with it. */
export const cremaD: CorpusFormat = namedFiles({
  name: 'crema-d',
  title: 'CREMA-D, the Crowd-sourced Emotional Multimodal Actors Dataset',
  example: 'AudioWAV/1001_DFA_ANG_XX.wav',
  license: 'Open Database License (ODbL) 1.0, contents under the Database Contents License 1.0',
  citation:
    'Cao H, Cooper DG, Keutmann MK, Gur RC, Nenkova A, Verma R (2014) CREMA-D: Crowd-sourced Emotional Multimodal Actors Dataset. IEEE Transactions on Affective Computing 5(4), 377–390, doi:10.1109/TAFFC.2014.2336244.',
  readName: (stem) => {
    const match = /^(\d{4})_([A-Z]{3})_(ANG|DIS|FEA|HAP|NEU|SAD)_(LO|MD|HI|XX|X)$/.exec(stem);
    if (match === null) return undefined;
    const [, speaker, text, emotion, level] = match as unknown as [string, string, string, string, string];
    return { label: LABELS[emotion]!, speaker, facets: { text, intensity: LEVELS[level]! }, identity: stem };
  },
  complete: withSex,
});

/** Adds the sex of the speakers where `VideoDemographics.csv` (columns `ActorID`, `Sex`) is there. */
async function withSex(rows: FormatRow[], listing: CorpusListing): Promise<FormatRow[]> {
  const file = listing.files.find((path) => fileNameOf(path).toLowerCase() === 'videodemographics.csv');
  if (file === undefined) return rows;
  const { columns, records } = parseTable(await listing.readText(file), file);
  const [actor, sex] = [columns.indexOf('ActorID'), columns.indexOf('Sex')];
  if (actor < 0 || sex < 0) return rows;
  const sexOf = new Map(records.map(({ cells }) => [cells[actor], cells[sex]!.toLowerCase()]));
  return rows.map((row) => {
    const known = sexOf.get(row.speaker!);
    return known ? { ...row, facets: { ...row.facets, sex: known } } : row;
  });
}
