import { RAVDESS_CITATION, RAVDESS_LICENSE, RAVDESS_SOURCE } from '@ser/ravdess';
import type { Section, Text } from '../document.ts';
import type { Report } from '../report.ts';

/** Whose work this rests on, and on what terms. */
export function licenses({ run }: Report): Section {
  const { synthetic } = run.configuration;
  const corpus: [string, Text] = synthetic
    ? [
        'Recordings',
        'Voiced by eSpeak NG for this program, under file names in the manner of RAVDESS. They are not RAVDESS.',
      ]
    : [
        'Recordings',
        [
          'RAVDESS, ',
          { link: RAVDESS_LICENSE.name, href: RAVDESS_LICENSE.url },
          `: ${RAVDESS_LICENSE.summary} Source: `,
          { link: RAVDESS_SOURCE, href: RAVDESS_SOURCE },
          '.',
        ],
      ];
  return {
    id: 'licenses',
    title: 'Licenses and citation',
    blocks: [
      {
        kind: 'facts',
        items: [
          corpus,
          [synthetic ? 'Cite for RAVDESS' : 'Cite', citation()],
          [
            'Weights',
            [
              'The weight files of ImageNet are those of ',
              { link: 'keras.io/api/applications', href: 'https://keras.io/api/applications/' },
              ' and have their own terms: the weights of VGG are from Oxford’s Visual Geometry Group under CC BY 4.0; check those of ResNetV2, and of ImageNet itself, before passing a trained model on.',
            ],
          ],
          ['Program', 'MIT. Scores and reports follow scikit-learn, features librosa, backbones and training Keras.'],
        ],
      },
    ],
  };
}

/** The citation with its DOI as a link. */
function citation(): Text {
  const at = RAVDESS_CITATION.lastIndexOf('https://');
  const doi = RAVDESS_CITATION.slice(at);
  return [RAVDESS_CITATION.slice(0, at), { link: doi, href: doi }];
}
