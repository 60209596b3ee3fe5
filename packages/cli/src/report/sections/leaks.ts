import type { LeakKind } from '@ser/corpora';
import type { LeakCheck, PartPair } from '../analysis/leak-check.ts';
import type { Block, Section, Text } from '../document.ts';
import type { Report } from '../report.ts';
import { counted } from '../words.ts';

const KINDS: Readonly<Record<LeakKind, string>> = {
  'same-audio': 'the same recording',
  'identical-audio': 'the same samples under two names',
  'augmented-copy': 'an augmented copy of the recording',
  'other-take': 'another take of the same thing by the same speaker',
  'same-file': 'another part of the same file',
  'same-speaker': 'the same speaker',
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
  const { pairs, folds, unknownSpeakers } = check;
  if (pairs.length === 0) return [{ kind: 'paragraph', text: 'No two parts stand in split.csv: nothing can be said.' }];
  return [
    verdict(
      pairs.find(({ earlier, later }) => earlier === 'train' && later === 'test'),
      unknownSpeakers,
    ),
    {
      kind: 'table',
      caption: `Files of the second part that share something with the first, by what the corpus tells${folds > 1 ? `, summed over ${folds} folds` : ''}`,
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
          return kind === 'same-speaker' ? `${files} (${counted(subjects, 'speaker')})` : String(files);
        }),
      ]),
    },
    {
      kind: 'paragraph',
      text: `The check goes by the names, speakers and facets that the corpus tells; copies under other names are found only by hashing the audio.${unknownSpeakers > 0 ? ` Of ${counted(unknownSpeakers, 'file')} the corpus does not tell the speaker: the same one may stand on both sides.` : ''}`,
    },
  ];
}

function verdict(pair: PartPair | undefined, unknownSpeakers: number): Block {
  if (!pair) return { kind: 'paragraph', text: 'Training and test part could not be set against each other.' };
  const files = (kind: LeakKind): number => pair.counts.find((count) => count.kind === kind)!.files;
  const grave = (['same-audio', 'identical-audio', 'augmented-copy'] as const).filter((kind) => files(kind) > 0);
  const items: Text[] = [
    ...grave.map((kind): Text => `${counted(files(kind), 'test file')}: ${KINDS[kind]} is in the training part.`),
    ...(files('other-take') > 0
      ? [`${files('other-take')} of ${pair.files} test files have ${KINDS['other-take']} in the training part.`]
      : []),
    ...(files('same-speaker') > 0
      ? [`${files('same-speaker')} of ${pair.files} test files are by speakers that are in the training part too.`]
      : []),
  ];
  return items.length === 0
    ? {
        kind: 'note',
        tone: 'info',
        title: 'No leak found',
        items: [
          `No speaker${unknownSpeakers > 0 ? ' that is told' : ''} and no recording of the test part is in the training part.`,
        ],
      }
    : {
        kind: 'note',
        tone: 'caution',
        title: grave.length > 0 ? 'Test material is in the training part' : 'Shared speakers',
        items,
      };
}
