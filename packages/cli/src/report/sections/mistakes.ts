import type { Card, Section, Text } from '../document.ts';
import type { Clips } from '../read-clips.ts';
import type { Report } from '../report.ts';
import { sureness } from '../words.ts';

/** The files that a model got wrong most confidently, to look at and to listen to. */
export function mistakes({ mistakes: worst, run }: Report, clips: Clips): Section {
  const heard = [...clips.values()].some((clip) => 'sound' in clip && clip.sound !== null);
  const { synthetic } = run.configuration;
  return {
    id: 'mistakes',
    title: 'The worst mistakes',
    blocks:
      worst.length === 0
        ? [{ kind: 'paragraph', text: 'No model got a file wrong.' }]
        : [
            {
              kind: 'paragraph',
              text: [
                `The ${worst.length} test files that some model took for another class with the highest confidence, each file once. Spectrograms are mel bands in decibels below the clip’s maximum, from 0 Hz at the bottom, as much as the models take.`,
                ...(heard && !synthetic
                  ? [
                      ' The players hold the recordings themselves: this page may be passed on only as the license of the corpus allows.',
                    ]
                  : []),
              ],
            },
            { kind: 'cards', cards: worst.map((mistake) => cardOf(mistake, clips)) },
          ],
  };
}

function cardOf({ file, speaker, actual, worst, verdicts }: Report['mistakes'][number], clips: Clips): Card {
  const clip = clips.get(file);
  const held = clip && 'sound' in clip ? clip : undefined;
  const missing: Text[] = held
    ? []
    : [
        {
          small: `No spectrogram and no player: ${clip && 'problem' in clip ? clip.problem : 'the audio was not looked for'}.`,
        },
      ];
  return {
    title: `${actual}, taken for ${worst.predicted}`,
    lines: [
      [{ code: file }, `${speaker === undefined ? '' : ` speaker ${speaker}`}`],
      ...verdicts.map(
        ({ model, predicted, confidence, ofActual, isRight }): Text => [
          `${model}: `,
          isRight ? `right, ${sureness(confidence)} sure` : { strong: `${predicted}, ${sureness(confidence)} sure` },
          isRight ? '' : `; ${actual} ${sureness(ofActual)}`,
        ],
      ),
      ...missing,
    ],
    picture: held?.picture ?? null,
    sound: held?.sound ?? (held?.link ? { href: held.link, alt: `Recording ${file}` } : null),
    ...(held && { id: held.name }),
  };
}
