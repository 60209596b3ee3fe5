import { sharesOf } from '../labels/vote.ts';
import type { CorpusFormat, CorpusProblem, FormatRow } from './corpus-format.ts';
import { type CorpusListing, fileNameOf, stemOf } from './corpus-listing.ts';

const LABELS: Readonly<Record<string, string>> = {
  neu: 'neutral',
  hap: 'happiness',
  sad: 'sadness',
  ang: 'anger',
  fru: 'frustration',
  exc: 'excitement',
  fea: 'fear',
  sur: 'surprise',
  dis: 'disgust',
  oth: 'other',
};
/** What a rater calls it, where that is not the label's own word. */
const VOTES: Readonly<Record<string, string>> = { excited: 'excitement', 'neutral state': 'neutral' };

const LINE =
  /^\[(\d+\.?\d*) - (\d+\.?\d*)\]\t(Ses0(\d)[FM]_(impro|script)(\w+)_([FM])\w+)\t(\w+)\t\[([\d.]+), ([\d.]+), ([\d.]+)\]/;

/** Evaluations of a dialog: `Session1/dialog/EmoEvaluation/Ses01F_impro01.txt`, not those of single raters below it. */
const isEvaluation = (file: string): boolean => /(^|\/)EmoEvaluation\/Ses0\d[FM]_\w+\.txt$/.test(file);

/**
 * IEMOCAP: labels, times and dimensions from the `EmoEvaluation` files; the sentence's own file where it is there, else its
 * place in the file of the dialog.
 */
export const iemocap: CorpusFormat = {
  name: 'iemocap',
  title: 'IEMOCAP, the Interactive Emotional Dyadic Motion Capture Database',
  example:
    'Session1/dialog/EmoEvaluation/Ses01F_impro01.txt and Session1/sentences/wav/Ses01F_impro01/Ses01F_impro01_F000.wav',
  license: 'by agreement with the Signal Analysis and Interpretation Laboratory, University of Southern California',
  citation:
    'Busso C, Bulut M, Lee CC, Kazemzadeh A, Mower E, Kim S, Chang JN, Lee S, Narayanan SS (2008) IEMOCAP: interactive emotional dyadic motion capture database. Language Resources and Evaluation 42, 335–359, doi:10.1007/s10579-008-9076-6.',
  folds: [
    {
      name: 'sessions',
      source: 'the five sessions, as is custom',
      by: 'session',
      folds: ['1', '2', '3', '4', '5'].map((session) => ({ test: [session], validation: [] })),
    },
  ],
  labelMaps: {
    'four-classes': {
      anger: 'anger',
      happiness: 'happiness',
      excitement: 'happiness',
      neutral: 'neutral',
      sadness: 'sadness',
      '*': null,
    },
    'excitement-is-happiness': { excitement: 'happiness' },
  },
  detect: ({ files }) => {
    const evaluations = files.filter(isEvaluation);
    if (evaluations.length === 0) return undefined;
    return `${evaluations.length} files of evaluations such as ${fileNameOf(evaluations[0]!)}`;
  },
  read: async (listing) => {
    const sound = new Map(listing.audio.map((file) => [stemOf(fileNameOf(file)), file]));
    const rows: FormatRow[] = [];
    const problems: CorpusProblem[] = [];
    for (const file of listing.files.filter(isEvaluation)) await readEvaluations(listing, file, sound, rows, problems);
    const used = new Set(rows.map((row) => row.file));
    // Of the dialogs' own files those that no sentence is cut from are not missed.
    return { rows, problems, ignores: (file) => !used.has(file) && /(^|\/)dialog\//.test(file) };
  },
};

async function readEvaluations(
  listing: CorpusListing,
  file: string,
  sound: ReadonlyMap<string, string>,
  rows: FormatRow[],
  problems: CorpusProblem[],
): Promise<void> {
  const lines = (await listing.readText(file)).split(/\r\n|\n|\r/);
  for (const [i, line] of lines.entries()) {
    const match = LINE.exec(line);
    if (match === null) continue;
    const [, start, end, name, session, kind, , sex, code, valence, arousal, dominance] = match as unknown as string[];
    const dialog = stemOf(fileNameOf(file));
    const own = sound.get(name!);
    const whole = sound.get(dialog);
    if (own === undefined && whole === undefined) {
      problems.push({
        kind: 'missing-file',
        name: `${name}.wav`,
        reason: `there is no such file (${file}, row ${i + 1})`,
      });
      continue;
    }
    if (code === 'xxx') {
      problems.push({
        kind: 'no-majority',
        name: own ?? whole!,
        reason: `raters disagree about ${name} (${file}, row ${i + 1})`,
      });
      continue;
    }
    rows.push({
      ...(own === undefined ? { file: whole!, start: Number(start), end: Number(end) } : { file: own, identity: name }),
      label: LABELS[code!] ?? code!,
      speaker: `Ses0${session}${sex}`,
      facets: {
        session: session!,
        sex: sex === 'F' ? 'female' : 'male',
        kind: kind === 'impro' ? 'improvised' : 'scripted',
        dialog,
        valence: Number(valence),
        arousal: Number(arousal),
        dominance: Number(dominance),
      },
      distribution: votesAfter(lines, i),
    });
  }
}

/** Votes of the raters, in the lines `C-E2:	Neutral;	()` that follow a sentence. */
function votesAfter(lines: readonly string[], at: number): Record<string, number> | undefined {
  const votes: Record<string, number> = {};
  for (let i = at + 1; i < lines.length && !lines[i]!.startsWith('['); i++) {
    const named = /^C-E\d+:\t([^(]*)/.exec(lines[i]!);
    for (const word of (named?.[1] ?? '').split(';')) {
      const plain = word.trim().toLowerCase();
      if (plain !== '') votes[VOTES[plain] ?? plain] = (votes[VOTES[plain] ?? plain] ?? 0) + 1;
    }
  }
  return sharesOf(votes);
}
