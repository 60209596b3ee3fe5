import { readCorpusFrom } from '@ser/corpora';
import { type Item, LAYOUTS } from '../../packages/cli/test/layouts.ts';
import { type Target, textOf, utf8 } from './target.ts';

const items: Item[] = [1, 2, 3, 4, 5].flatMap((speaker) =>
  (['angry', 'happy', 'sad', 'neutral'] as const).map((label) => ({
    speaker,
    take: 1,
    label,
    sex: speaker % 2 === 0 ? ('female' as const) : ('male' as const),
    samples: new Int16Array(1),
  })),
);

/** Every layout that has a file beside its recordings, and each of those files. */
const described = LAYOUTS.flatMap(({ format, lay }) => {
  const { files } = lay(items, 16_000);
  return [...files].flatMap(([file, content]) =>
    typeof content === 'string' ? [{ format, files, file, content }] : [],
  );
});

/** Parsers of tables and descriptions. */
export const ofCorpora: Readonly<Record<string, Target>> = {
  'corpus table': {
    seeds: async () => [
      utf8('path,label,speaker,start,end\na.wav,angry,1,0,1.5\nb.wav,"calm, very",2,,\n'),
      utf8('file\temotion\nb.wav\tsad\n'),
      utf8('[{"path":"a.wav","label":"angry"},{"path":"b.wav","label":"sad","speaker":"x"}]'),
      utf8('{"path":"a.wav","label":"angry"}\n{"path":"b.wav","label":"sad"}\n'),
    ],
    async read(bytes, seed) {
      const name = ['table.csv', 'table.tsv', 'table.json', 'table.jsonl'][seed]!;
      const source = { files: ['a.wav', 'b.wav', name], readText: async () => textOf(bytes) };
      const { rows, problems } = await readCorpusFrom(source, { table: name });
      return `${rows.length} ${problems.length}`;
    },
  },
  'corpus layouts': {
    seeds: async () => described.map(({ content }) => utf8(content)),
    async read(bytes, seed) {
      const { format, files, file } = described[seed]!;
      const source = {
        files: [...files.keys()],
        readText: async (path: string) => (path === file ? textOf(bytes) : String(files.get(path))),
      };
      const { rows, problems } = await readCorpusFrom(source, { format });
      const times = rows.flatMap(({ start = 0, end = 0 }) => [start, end]);
      return problems.length === 0 ? [times] : `${rows.length} ${problems.length} ${times.every(Number.isFinite)}`;
    },
  },
};
