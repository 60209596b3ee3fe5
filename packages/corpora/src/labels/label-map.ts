import Papa from 'papaparse';
import { CorporaError } from '../errors.ts';

/** What becomes of a label: another name, or `null` to leave its rows out. `*` stands for every label that is not named. */
export type LabelMap = Readonly<Record<string, string | null>>;

/** What a label map did to one label. */
export interface LabelChange {
  /** The label as the corpus has it. */
  readonly from: string;
  /** What it became; `null` where its rows were left out. */
  readonly to: string | null;
  /** Number of rows concerned; 0 for a label that the corpus does not have. */
  readonly rows: number;
}

/** The label that a map gives: the map's, the `*` of the map, or the label itself. */
export function mapLabel(label: string, map: LabelMap): string | null {
  if (Object.hasOwn(map, label)) return map[label]!;
  return Object.hasOwn(map, '*') ? map['*']! : label;
}

/**
 * Reads a label map from text: a JSON object, or CSV lines `from,to` with `,`, `;` or a tab between them.
 *
 * In CSV an empty `to` leaves the label's rows out, and a first line `from,to` or `label,…` is a header.
 *
 * @throws CorporaError `invalid-label-map` where it is neither, or a label stands twice.
 */
export function parseLabelMap(text: string): LabelMap {
  const plain = text.replace(/^\uFEFF/, '').trimStart();
  const entries = plain.startsWith('{') ? jsonEntries(plain) : csvEntries(plain);
  const map: Record<string, string | null> = Object.create(null) as Record<string, string | null>;
  for (const [from, to] of entries) {
    const key = from.normalize('NFC');
    if (key in map && map[key] !== to) throw invalid(`"${from}" stands twice, with ${map[key]} and ${to}`);
    map[key] = to;
  }
  if (Object.keys(map).length === 0) throw invalid('it is empty');
  return map;
}

function jsonEntries(text: string): [string, string | null][] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(`it is not JSON: ${(cause as Error).message}`);
  }
  return Object.entries(value as object).map(([from, to]) => {
    if (to !== null && typeof to !== 'string') throw invalid(`"${from}" has ${JSON.stringify(to)}, not a name or null`);
    return [from, to === null || to.trim() === '' ? null : to.trim()];
  });
}

function csvEntries(text: string): [string, string | null][] {
  const delimiter = [',', ';', '\t'].find((candidate) => text.split('\n', 1)[0]!.includes(candidate));
  if (delimiter === undefined) throw invalid('its first line has no comma, semicolon or tab');
  const { data } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: 'greedy' });
  const rows = data.map((cells, i): [string, string | null] => {
    if (cells.length !== 2) throw invalid(`line ${i + 1} has ${cells.length} cells, not 2`);
    const [from, to] = [cells[0]!.trim(), cells[1]!.trim()];
    return [from, to === '' ? null : to];
  });
  const isHeader =
    /^(from|label|old)$/i.test(rows[0]?.[0] ?? '') && /^(to|label|new|new.?label)$/i.test(rows[0]?.[1] ?? '');
  return isHeader ? rows.slice(1) : rows;
}

function invalid(what: string): CorporaError {
  return new CorporaError(
    'invalid-label-map',
    `The label map cannot be used: ${what}. Write JSON such as {"joy": "happy", "other": null}, or lines such as joy,happy.`,
    { field: 'labelMap' },
  );
}
