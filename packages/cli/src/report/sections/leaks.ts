import type { LeakKind } from '@ser/ravdess';
import type { LeakCheck, PartPair } from '../analysis/leak-check.ts';
import type { Block, Section, Text } from '../document.ts';
import type { Report } from '../report.ts';
import { counted } from '../words.ts';

const KINDS: Readonly<Record<LeakKind, string>> = {
  'same-recording': 'the same recording twice',
  'identical-audio': 'the same samples under two names',
  'same-take': 'one performance in two modalities',
  'augmented-copy': 'an augmented copy of the recording',
  'other-repetition': 'the other repetition of the same sentence, emotion and intensity by the same speaker',
  'same-actor': 'the same speaker',
};

const PART_NAMES = { train: 'training', validation: 'validation', test: 'test' } as const;

/** What the parts of the split share. */
export function leaks({ leaks: check, run }: Report): Section {
  return {
    id: 'leaks',
    title: 'Leak check of the split',
    blocks: check ? checked(check) : [{ kind: 'paragraph', text: `Not recorded: ${run.path} holds no split.csv.` }],
  };
}

function checked(check: LeakCheck): Block[] {
  const { pairs, folds, unreadable } = check;
  if (pairs.length === 0)
    return [{ kind: 'paragraph', text: 'No two parts with readable names stand in split.csv: nothing can be said.' }];
  return [
    verdict(pairs.find(({ earlier, later }) => earlier === 'train' && later === 'test')),
    {
      kind: 'table',
      caption: `Files of the second part that share something with the first, by file name${folds > 1 ? `, summed over ${folds} folds` : ''}`,
      columns: [
        { title: 'What is shared' },
        ...pairs.map(({ earlier, later, files }) => ({
          title: `${PART_NAMES[earlier]} → ${PART_NAMES[later]} (of ${files})`,
          numeric: true,
        })),
      ],
      rows: (Object.keys(KINDS) as LeakKind[]).map((kind) => [
        KINDS[kind],
        ...pairs.map(({ counts }): Text => {
          const { files, subjects } = counts.find((count) => count.kind === kind)!;
          if (files === 0) return '0';
          return kind === 'same-actor' ? `${files} (${counted(subjects, 'speaker')})` : String(files);
        }),
      ]),
    },
    {
      kind: 'paragraph',
      text: `The check goes by file names alone; copies under other names are found only by hashing the audio.${unreadable > 0 ? ` ${counted(unreadable, 'file')} could not be checked: the name does not follow the corpus’s grammar.` : ''}`,
    },
  ];
}

function verdict(pair: PartPair | undefined): Block {
  if (!pair) return { kind: 'paragraph', text: 'Training and test part could not be set against each other.' };
  const files = (kind: LeakKind): number => pair.counts.find((count) => count.kind === kind)!.files;
  const grave = (['same-recording', 'identical-audio', 'same-take', 'augmented-copy'] as const).filter(
    (kind) => files(kind) > 0,
  );
  const items: Text[] = [
    ...grave.map((kind): Text => `${counted(files(kind), 'test file')}: ${KINDS[kind]} is in the training part.`),
    ...(files('other-repetition') > 0
      ? [
          `${files('other-repetition')} of ${pair.files} test files have ${KINDS['other-repetition']} in the training part.`,
        ]
      : []),
    ...(files('same-actor') > 0
      ? [`${files('same-actor')} of ${pair.files} test files are by speakers that are in the training part too.`]
      : []),
  ];
  return items.length === 0
    ? {
        kind: 'note',
        tone: 'info',
        title: 'No leak found',
        items: ['No speaker and no recording of the test part is in the training part.'],
      }
    : {
        kind: 'note',
        tone: 'caution',
        title: grave.length > 0 ? 'Test material is in the training part' : 'Shared speakers',
        items,
      };
}
