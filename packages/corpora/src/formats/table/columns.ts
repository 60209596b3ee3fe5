import { CorporaError } from '../../errors.ts';

/** Names of a table's columns, where they are not the usual ones. */
export interface ColumnNames {
  /**
   * Path of the recording.
   *
   * @default `file`, `file_name`, `path`, `audio`, `wav`, `clip` and their like
   */
  readonly path?: string;
  /**
   * Class.
   *
   * @default `emotion`, `label`, `emo`, `class`, `category`
   */
  readonly label?: string;
  /**
   * Who speaks.
   *
   * @default `speaker`, `speaker_id`, `actor`, `subject`, `participant`, `client_id` and their like
   */
  readonly speaker?: string;
  /**
   * Beginning of a segment: seconds, or hours, minutes and seconds with colons.
   *
   * @default `start`, `start_time`, `begin`, `onset`
   */
  readonly start?: string;
  /**
   * End of a segment, as `start`.
   *
   * @default `end`, `end_time`, `stop`
   */
  readonly end?: string;
  /**
   * Part of the split: `train`, `dev` or `validation`, `test`.
   *
   * @default `part`, `split`, `partition`, `subset`, `set`
   */
  readonly part?: string;
  /**
   * Who gave the label, where a recording has one row per rater.
   *
   * @default `rater`, `annotator`, `worker` and their like
   */
  readonly rater?: string;
  /**
   * Columns that hold the label of one rater each.
   *
   * @default `rater1`, `rater2` …, `annotator_1`, `label1`, `emotion1`, `vote1` and their like
   */
  readonly raters?: readonly string[];
  /**
   * Column of a JSON object of labels and their shares or votes.
   *
   * @default `distribution`, `soft_label`, `votes`
   */
  readonly distribution?: string;
}

/** The single columns, by the names that they usually have, best first; compared without case, spaces and signs. */
const USUAL: Readonly<Record<Exclude<keyof ColumnNames, 'raters'>, readonly string[]>> = {
  path: [
    'file',
    'filename',
    'path',
    'filepath',
    'audio',
    'audiofile',
    'audiopath',
    'audiofilepath',
    'audiofilename',
    'wav',
    'wavfile',
    'wavpath',
    'wavfilename',
    'clip',
    'clipname',
    'clippath',
    'recording',
    'soundfile',
    'fname',
  ],
  label: ['emotion', 'label', 'emo', 'class', 'emotionlabel', 'category', 'emotionclass', 'classlabel', 'target'],
  speaker: [
    'speaker',
    'speakerid',
    'spk',
    'spkid',
    'speakername',
    'actor',
    'actorid',
    'subject',
    'subjectid',
    'participant',
    'participantid',
    'voice',
    'voiceid',
    'clientid',
    'talker',
  ],
  start: ['start', 'starttime', 'begin', 'begintime', 'startsec', 'startseconds', 'onset'],
  end: ['end', 'endtime', 'stop', 'stoptime', 'endsec', 'endseconds'],
  part: ['part', 'split', 'partition', 'subset', 'set'],
  rater: ['rater', 'raterid', 'annotator', 'annotatorid', 'worker', 'workerid', 'evaluator'],
  distribution: ['distribution', 'softlabel', 'softlabels', 'votes', 'labeldistribution'],
};

/** Where the columns of a table stand; -1 for those that it lacks. */
export type ColumnPlaces = Readonly<Record<keyof typeof USUAL, number>> & {
  readonly raters: readonly number[];
  /** Everything else that has a name. */
  readonly facets: readonly number[];
};

/**
 * Finds the columns by their given or usual names.
 *
 * @throws CorporaError `missing-column` where a named column is not there, or none holds paths or labels.
 */
export function findColumns(columns: readonly string[], names: ColumnNames, table: string): ColumnPlaces {
  const places = guessColumns(columns, names);
  for (const [role, name] of Object.entries(names) as [keyof ColumnNames, string | readonly string[] | undefined][]) {
    for (const wanted of [name ?? []].flat())
      if (!columns.includes(wanted)) throw missing(role, wanted, columns, table);
  }
  if (places.path < 0) throw missing('path', undefined, columns, table);
  if (places.label < 0 && places.raters.length === 0 && places.distribution < 0) {
    throw missing('label', undefined, columns, table);
  }
  return places;
}

/** Finds what there is, without a word about what there is not. */
export function guessColumns(columns: readonly string[], names: ColumnNames = {}): ColumnPlaces {
  const plain = columns.map((name) =>
    name
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ''),
  );
  const place = (role: keyof typeof USUAL): number => {
    const name = names[role];
    if (name !== undefined) return columns.indexOf(name);
    const usual = USUAL[role].find((candidate) => plain.includes(candidate));
    return usual === undefined ? -1 : plain.indexOf(usual);
  };
  const single = Object.fromEntries(
    (Object.keys(USUAL) as (keyof typeof USUAL)[]).map((role) => [role, place(role)]),
  ) as Record<keyof typeof USUAL, number>;
  const numbered = [...plain.keys()].filter((i) =>
    /^(rater|annotator|evaluator|vote|label|emotion)\d+$/.test(plain[i]!),
  );
  const raters = names.raters?.map((name) => columns.indexOf(name)) ?? (numbered.length > 1 ? numbered : []);
  const taken = new Set([...Object.values(single), ...raters]);
  return { ...single, raters, facets: [...columns.keys()].filter((i) => !taken.has(i) && columns[i] !== '') };
}

function missing(
  role: keyof ColumnNames,
  wanted: string | undefined,
  columns: readonly string[],
  table: string,
): CorporaError {
  const held = columns.map((name) => JSON.stringify(name)).join(', ');
  const lack = wanted === undefined ? `no column that looks like the ${role}` : `no column "${wanted}"`;
  return new CorporaError(
    'missing-column',
    `${table} has ${lack}; it has ${held.length > 220 ? `${held.slice(0, 220)} …` : held}. Name it in columns: { ${role}: … }.`,
    { field: `columns.${role}`, received: wanted ?? '', allowed: columns.join(', ') },
  );
}
