import type { CorpusFormat, FormatContents } from '../corpus-format.ts';
import { fileNameOf } from '../corpus-listing.ts';
import { type NameReading, namedFiles } from '../named-files.ts';
import { RAVDESS_CODES } from './ravdess-codes.ts';
import { RAVDESS_FOLDS } from './ravdess-folds.ts';

const KEY = /^(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)(?!\d)(.*)$/s;
const FIELDS = Object.keys(RAVDESS_CODES) as (keyof typeof RAVDESS_CODES)[];

/**
 * Names in the grammar of RAVDESS: seven fields of two digits. Any number of voices, odd ones male; speech, song and video.
 *
 * A take that is there for sound alone and with picture counts once, for sound alone.
 */
export const ravdess: CorpusFormat = withoutSecondModality(
  namedFiles({
    name: 'ravdess',
    title: 'RAVDESS, the Ryerson Audio-Visual Database of Emotional Speech and Song',
    example: 'Actor_12/03-01-06-01-02-01-12.wav',
    license: 'CC BY-NC-SA 4.0',
    citation:
      'Livingstone SR, Russo FA (2018) The Ryerson Audio-Visual Database of Emotional Speech and Song (RAVDESS): A dynamic, multimodal set of facial and vocal expressions in North American English. PLoS ONE 13(5): e0196391, doi:10.1371/journal.pone.0196391.',
    folds: RAVDESS_FOLDS,
    readName,
  }),
);

function readName(stem: string, path: string): NameReading {
  const match = KEY.exec(stem);
  if (match === null) return undefined;
  const codes = match.slice(1, 8).map(Number);
  const suffix = match[8]!;
  for (const [i, field] of FIELDS.entries()) {
    if (RAVDESS_CODES[field][codes[i]! - 1] === undefined) return undefined;
  }
  const value = <F extends (typeof FIELDS)[number]>(field: F): (typeof RAVDESS_CODES)[F][number] =>
    RAVDESS_CODES[field][codes[FIELDS.indexOf(field)]! - 1]!;
  const [actor, vocalChannel, emotion, intensity] = [
    codes[6]!,
    value('vocalChannel'),
    value('emotion'),
    value('intensity'),
  ];
  const impossible =
    actor === 0 ||
    (emotion === 'neutral' && intensity === 'strong') ||
    (vocalChannel === 'song' && (emotion === 'disgust' || emotion === 'surprised' || actor === 18));
  if (impossible) {
    return { kind: 'unknown-name', reason: 'its fields name a combination that the corpus does not have' };
  }
  if (suffix !== '') return { kind: 'unknown-name', reason: `its name says that it is a changed copy (${suffix})` };
  const modality = value('modality');
  if (modality === 'video-only') return { kind: 'other-modality', reason: 'its name says that it has no sound' };
  return {
    label: emotion,
    speaker: match[7]!,
    facets: {
      modality,
      vocalChannel,
      intensity,
      statement: value('statement'),
      take: String(value('repetition')),
      sex: actor % 2 === 1 ? 'male' : 'female',
    },
    name: fileNameOf(path),
    identity: stem,
  };
}

/** Leaves out takes with picture that are there for sound alone too: as two items they would leak into each other. */
function withoutSecondModality(format: CorpusFormat): CorpusFormat {
  return {
    ...format,
    read: async (listing, options): Promise<FormatContents> => {
      const { rows, problems = [] } = await format.read(listing, options);
      const heard = new Map(
        rows.filter(({ facets }) => facets?.modality === 'audio-only').map((row) => [row.identity!.slice(3), row.file]),
      );
      const twins = rows.filter(
        ({ facets, identity }) => facets?.modality !== 'audio-only' && heard.has(identity!.slice(3)),
      );
      const twin = new Set(twins);
      return {
        rows: rows.filter((row) => !twin.has(row)),
        problems: [
          ...problems,
          ...twins.map(({ file, identity }) => {
            const of = heard.get(identity!.slice(3))!;
            return { kind: 'other-modality' as const, name: file, of, reason: `it is the take of ${of}, with picture` };
          }),
        ],
      };
    },
  };
}
