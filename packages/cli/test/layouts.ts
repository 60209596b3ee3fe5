import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A recording that a corpus is made of. */
export interface Item {
  /** From 1. */
  readonly speaker: number;
  /** From 1 among the recordings of this speaker and label. */
  readonly take: number;
  /** Word of RAVDESS. */
  readonly label: string;
  readonly sex: 'male' | 'female';
  /** Mono, 16 bit. */
  readonly samples: Int16Array;
}

/** A row that a reader must find. */
export interface WantedRow {
  readonly label: string;
  readonly speaker?: string;
  readonly part?: string;
}

/** A corpus as it lies on a disk. */
export interface LaidOut {
  /** Path below the folder → the text of a file, or the recordings that one after the other are a sound file. */
  readonly files: ReadonlyMap<string, string | readonly Item[]>;
  readonly rows: readonly WantedRow[];
}

/** How a corpus may lie on a disk. */
export interface Layout {
  /** What the reader calls it. */
  readonly format: string;
  /** What this one is, where a format has several. */
  readonly about: string;
  /** False where there is one speaker too few for a split by speaker, or none is told. @default true */
  readonly bySpeaker?: boolean;
  readonly lay: (items: readonly Item[], sampleRate: number) => LaidOut;
}

type Named = WantedRow & { readonly file: string };

/** A layout whose file names tell everything: the name of each recording, or nothing where the corpus has no such label. */
function named(
  items: readonly Item[],
  nameOf: (item: Item) => Named | '' | undefined,
): LaidOut & { names: Map<Item, Named> } {
  const names = new Map(
    items.flatMap((item) => {
      const name = nameOf(item);
      return name ? [[item, name] as const] : [];
    }),
  );
  return {
    names,
    files: new Map([...names].map(([item, { file }]) => [file, [item]])),
    rows: [...names.values()].map(({ file: _, ...row }) => row),
  };
}

const two = (n: number): string => String(n).padStart(2, '0');
const part = (speaker: number): 'train' | 'dev' | 'test' =>
  speaker % 5 === 0 ? 'test' : speaker % 5 === 4 ? 'dev' : 'train';
const PART = { train: 'train', dev: 'validation', test: 'test' } as const;
const lines = (rows: readonly (readonly (string | number)[])[], by = ','): string =>
  `${rows.map((row) => row.join(by)).join('\n')}\n`;

const EMODB_SPEAKERS = ['03', '08', '10', '09', '11', '13', '12', '14', '15', '16'];
const EMODB: Readonly<Record<string, [string, string]>> = {
  angry: ['W', 'anger'],
  calm: ['L', 'boredom'],
  disgust: ['E', 'disgust'],
  fearful: ['A', 'fear'],
  happy: ['F', 'happiness'],
  sad: ['T', 'sadness'],
  neutral: ['N', 'neutral'],
};
const CREMA_D: Readonly<Record<string, [string, string]>> = {
  angry: ['ANG', 'anger'],
  disgust: ['DIS', 'disgust'],
  fearful: ['FEA', 'fear'],
  happy: ['HAP', 'happiness'],
  neutral: ['NEU', 'neutral'],
  sad: ['SAD', 'sadness'],
};
const SENTENCES = ['DFA', 'IEO', 'IOM', 'ITH', 'ITS', 'IWL', 'IWW', 'MTI', 'TAI', 'TIE', 'TSI', 'WSI'];
const TESS: Readonly<Record<string, [string, string]>> = {
  angry: ['angry', 'angry'],
  disgust: ['disgust', 'disgust'],
  fearful: ['fear', 'fear'],
  happy: ['happy', 'happy'],
  neutral: ['neutral', 'neutral'],
  sad: ['sad', 'sad'],
  surprised: ['ps', 'pleasant surprise'],
};
const WORDS = ['back', 'bar', 'base', 'bath', 'bean', 'beg', 'bite', 'boat', 'bone', 'book'];
const SAVEE: Readonly<Record<string, [string, string]>> = {
  angry: ['a', 'anger'],
  disgust: ['d', 'disgust'],
  fearful: ['f', 'fear'],
  happy: ['h', 'happiness'],
  neutral: ['n', 'neutral'],
  sad: ['sa', 'sadness'],
  surprised: ['su', 'surprise'],
};
const ESD: Readonly<Record<string, string>> = {
  angry: 'Angry',
  happy: 'Happy',
  neutral: 'Neutral',
  sad: 'Sad',
  surprised: 'Surprise',
};
const IEMOCAP: Readonly<Record<string, [string, string]>> = {
  angry: ['ang', 'anger'],
  happy: ['hap', 'happiness'],
  neutral: ['neu', 'neutral'],
  sad: ['sad', 'sadness'],
  surprised: ['exc', 'excitement'],
};

/** Every layout but that of RAVDESS, which the demo corpus has. */
export const LAYOUTS: readonly Layout[] = [
  {
    format: 'emodb',
    about: 'all in the name',
    lay: (items) =>
      named(items, ({ speaker, take, label }) => {
        const [name, known] = [EMODB_SPEAKERS[speaker - 1], EMODB[label]];
        return name && known && { file: `wav/${name}a${two(take)}${known[0]}a.wav`, label: known[1], speaker: name };
      }),
  },
  {
    format: 'crema-d',
    about: 'all in the name',
    lay: (items) =>
      named(items, ({ speaker, take, label }) => {
        const known = CREMA_D[label];
        const name = String(1000 + speaker);
        return (
          known && { file: `AudioWAV/${name}_${SENTENCES[take]}_${known[0]}_XX.wav`, label: known[1], speaker: name }
        );
      }),
  },
  {
    format: 'tess',
    about: 'two speakers',
    bySpeaker: false,
    lay: (items) =>
      named(items, ({ speaker, take, label }) => {
        const [name, known] = [speaker % 2 === 1 ? 'OAF' : 'YAF', TESS[label]];
        // Ten voices as two speakers: a word of its own for each.
        const word = `${WORDS[take]}${'abcdefghijk'[speaker]}`;
        return known && { file: `${name}_${known[0]}/${name}_${word}_${known[0]}.wav`, label: known[1], speaker: name };
      }),
  },
  {
    format: 'savee',
    about: 'a folder per speaker',
    lay: (items) =>
      named(items, ({ speaker, take, label }) => {
        const [name, known] = [['DC', 'JE', 'JK', 'KL'][speaker - 1], SAVEE[label]];
        return name && known && { file: `${name}/${known[0]}${two(take)}.wav`, label: known[1], speaker: name };
      }),
  },
  {
    format: 'esd',
    about: 'folders of speakers and labels',
    lay: (items) =>
      named(items, ({ speaker, take, label }) => {
        const known = ESD[label];
        const name = `00${two(10 + speaker)}`;
        const number = String(350 * Object.keys(ESD).indexOf(label) + take).padStart(6, '0');
        return known && { file: `${name}/${known}/${name}_${number}.wav`, label: known.toLowerCase(), speaker: name };
      }),
  },
  { format: 'iemocap', about: 'segments of dialogs, sessions as folds', lay: layIemocap },
  { format: 'meld', about: 'three tables, parts given', lay: layMeld },
  { format: 'emobox', about: 'JSON lines with folds', lay: layEmobox },
  { format: 'audformat', about: 'db.yaml with a table of labels and one of speakers', lay: layAudformat },
  {
    format: 'audiofolder',
    about: 'metadata.csv per part',
    lay: (items) => {
      const { files, rows, names } = named(items, (item) => ({
        file: `${item.speaker % 5 === 0 ? 'test' : 'train'}/clips/${item.speaker}-${item.label}-${item.take}.wav`,
        label: item.label,
        speaker: `voice ${item.speaker}`,
        part: item.speaker % 5 === 0 ? 'test' : 'train',
      }));
      const table = (own: string): string =>
        lines([
          ['file_name', 'label', 'speaker_id'],
          ...[...names.values()]
            .filter((one) => one.part === own)
            .map(({ file, label, speaker }) => [file.slice(own.length + 1), label, speaker!]),
        ]);
      return {
        rows,
        files: new Map([...files, ...['train', 'test'].map((own) => [`${own}/metadata.csv`, table(own)] as const)]),
      };
    },
  },
  {
    format: 'table',
    about: 'a CSV of a German spreadsheet: semicolons, byte order mark, Windows line ends',
    lay: (items) => {
      const { files, rows, names } = named(items, ({ speaker, take, label }) => ({
        file: `aufnahmen/${speaker}_${label}_${take}.wav`,
        label: `gefühl ${label}`,
        speaker: `Sprecherin Ü${speaker}`,
      }));
      const table = lines(
        [
          ['file', 'emotion', 'speaker'],
          ...[...names.values()].map(({ file, label, speaker }) => [file, label, speaker!]),
        ],
        ';',
      );
      return { rows, files: new Map([...files, ['labels.csv', `\uFEFF${table.replaceAll('\n', '\r\n')}`]]) };
    },
  },
  {
    format: 'folders',
    about: 'a folder per speaker and label',
    lay: (items) =>
      named(items, ({ speaker, take, label }) => ({
        file: `speaker ${two(speaker)}/${label}/${take}.wav`,
        label,
        speaker: `speaker ${two(speaker)}`,
      })),
  },
  {
    format: 'folders',
    about: 'a folder per label, no speakers',
    bySpeaker: false,
    lay: (items) => named(items, ({ speaker, take, label }) => ({ file: `${label}/${speaker}-${take}.wav`, label })),
  },
];

function layIemocap(items: readonly Item[], sampleRate: number): LaidOut {
  const files = new Map<string, string | readonly Item[]>();
  const rows: WantedRow[] = [];
  for (let session = 1; session <= 5; session++) {
    const said = items.filter(({ speaker, label }) => Math.ceil(speaker / 2) === session && IEMOCAP[label]);
    if (said.length === 0) continue;
    const dialog = `Ses0${session}F_impro01`;
    let at = 0;
    const text = said.map(({ samples, label, sex }, i) => {
      const [start, end] = [at, at + samples.length / sampleRate];
      at = end;
      const [code, name] = IEMOCAP[label]!;
      const letter = sex === 'female' ? 'F' : 'M';
      rows.push({ label: name, speaker: `Ses0${session}${letter}` });
      const place = `[${start.toFixed(4)} - ${end.toFixed(4)}]`;
      return `${place}\t${dialog}_${letter}${String(i).padStart(3, '0')}\t${code}\t[2.5, 2.5, 2.5]\nC-E1:\t${name};\t()\n`;
    });
    files.set(
      `Session${session}/dialog/EmoEvaluation/${dialog}.txt`,
      `% [START - END] TURN EMOTION [V, A, D]\n\n${text.join('\n')}`,
    );
    files.set(`Session${session}/dialog/wav/${dialog}.wav`, said);
  }
  return { files, rows };
}

function layMeld(items: readonly Item[]): LaidOut {
  const number = new Map(items.map((item, i) => [item, i]));
  const { files, rows, names } = named(items, (item) => ({
    file: `${part(item.speaker)}_splits/dia${number.get(item)!}_utt0.wav`,
    label: item.label,
    speaker: `Voice ${item.speaker}`,
    part: PART[part(item.speaker)],
  }));
  const table = (own: string): string =>
    lines([
      ['Sr No.', 'Utterance', 'Speaker', 'Emotion', 'Sentiment', 'Dialogue_ID', 'Utterance_ID'],
      ...[...names]
        .filter(([{ speaker }]) => part(speaker) === own)
        .map(([item, { label, speaker }], i) => [
          i + 1,
          '"So, it begins"',
          speaker!,
          label,
          'neutral',
          number.get(item)!,
          0,
        ]),
    ]);
  return {
    rows,
    files: new Map([...files, ...['train', 'dev', 'test'].map((own) => [`${own}_sent_emo.csv`, table(own)] as const)]),
  };
}

function layEmobox(items: readonly Item[]): LaidOut {
  const { files, names } = named(items, ({ speaker, take, label }) => ({
    file: `audio/s${two(speaker)}_${label}_${take}.wav`,
    label,
    speaker: `s${two(speaker)}`,
  }));
  const folds = [1, 2, 3, 4, 5].map((fold) => {
    const own = [...names].filter(([{ speaker }]) => ((speaker - 1) % 5) + 1 === fold);
    const jsonl = own.map(([{ sex }, { file, label, speaker }]) =>
      JSON.stringify({
        key: file,
        dataset: 'voices',
        wav: file,
        type: 'raw',
        sex,
        emo: label,
        speaker,
        channel: 1,
        sample_rate: 16_000,
      }),
    );
    return [`fold_${fold}/voices_test_fold_${fold}.jsonl`, `${jsonl.join('\n')}\n`] as const;
  });
  const rows = [...names.values()].map(({ file: _, ...row }) => row);
  return { rows, files: new Map([...files, ...folds.filter(([, text]) => text.trim() !== '')]) };
}

function layAudformat(items: readonly Item[]): LaidOut {
  const { files, rows, names } = named(items, ({ speaker, take, label }) => ({
    file: `audio/${speaker}/${label}${take}.wav`,
    label,
    speaker: `p${speaker}`,
  }));
  const header = [
    'name: voices',
    'license: CC0-1.0',
    'schemes:',
    '  emotion: {dtype: str}',
    '  speaker: {dtype: str}',
    'tables:',
    '  emotion: {type: filewise, columns: {emotion: {scheme_id: emotion}}}',
    '  files: {type: filewise, columns: {speaker: {scheme_id: speaker}}}',
    '',
  ].join('\n');
  const all = [...names.values()];
  return {
    rows,
    files: new Map<string, string | readonly Item[]>([
      ...files,
      ['db.yaml', header],
      ['db.emotion.csv', lines([['file', 'emotion'], ...all.map(({ file, label }) => [file, label])])],
      ['db.files.csv', lines([['file', 'speaker'], ...all.map(({ file, speaker }) => [file, speaker!])])],
    ]),
  };
}

/** Writes a corpus. */
export async function writeLaidOut(
  dir: string,
  { files }: LaidOut,
  encode: (items: readonly Item[]) => Uint8Array,
): Promise<void> {
  for (const [path, content] of files) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), typeof content === 'string' ? content : encode(content));
  }
}

/** How often each value occurs, by value. */
export function countsOf(values: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) if (value !== undefined) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
