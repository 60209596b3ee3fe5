import type { Section, Text } from '../document.ts';
import type { Report } from '../report.ts';

/** Whose work this rests on, and on what terms: what the corpus tells of itself, and no more. */
export function licenses({ run }: Report): Section {
  const { corpus, synthetic } = run.configuration;
  const { name, about = '', license, citation, source } = corpus;
  const terms: Text[] = license
    ? [linked(license.name, license.url), license.summary ? `: ${license.summary}` : '.']
    : synthetic
      ? []
      : ['The corpus names no license: find out its terms before you pass recordings or models on.'];
  const items: [string, Text][] = [
    [
      'Recordings',
      [
        `${capital(name)}. `,
        ...(license || about === '' ? [] : [`${about} `]),
        ...terms.flat(),
        ...(source ? [' Source: ', linked(source, source), '.'] : []),
      ].flat(),
    ],
    ...(citation ? [['Cite', cited(citation)] as [string, Text]] : []),
    [
      'Weights',
      [
        'The weight files of ImageNet are those of ',
        { link: 'keras.io/api/applications', href: 'https://keras.io/api/applications/' },
        ' and have their own terms: the weights of VGG are from Oxford’s Visual Geometry Group under CC BY 4.0; check those of ResNetV2, and of ImageNet itself, before passing a trained model on.',
      ],
    ],
    ['Program', 'MIT. Scores and reports follow scikit-learn, features librosa, backbones and training Keras.'],
  ];
  return { id: 'licenses', title: 'Licenses and citation', blocks: [{ kind: 'facts', items }] };
}

/** A citation with its DOI as a link, where it ends with one. */
function cited(citation: string): Text {
  const at = citation.lastIndexOf('https://');
  return at < 0 ? citation : [citation.slice(0, at), linked(citation.slice(at), citation.slice(at))];
}

function linked(text: string, href: string | undefined): Exclude<Text, readonly unknown[]> {
  return href === undefined ? text : { link: text, href };
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
