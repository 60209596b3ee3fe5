import type { CorpusFormat } from './corpus-format.ts';
import { namedFiles } from './named-files.ts';

const LABELS: Readonly<Record<string, string>> = {
  W: 'anger',
  L: 'boredom',
  E: 'disgust',
  A: 'fear',
  F: 'happiness',
  T: 'sadness',
  N: 'neutral',
};
const MALE = ['03', '10', '11', '12', '15'];
const FEMALE = ['08', '09', '13', '14', '16'];

/** EmoDB: speaker, text, emotion and take in seven characters. */
export const emodb: CorpusFormat = namedFiles({
  name: 'emodb',
  title: 'EmoDB, the Berlin Database of Emotional Speech',
  example: 'wav/03a01Fa.wav',
  citation:
    'Burkhardt F, Paeschke A, Rolfes M, Sendlmeier W, Weiss B (2005) A database of German emotional speech. Interspeech 2005, 1517–1520.',
  readName: (stem) => {
    const match = /^(\d\d)([a-z]\d\d)([WLEAFTN])([a-z]?)$/.exec(stem);
    if (match === null) return undefined;
    const [, speaker, text, emotion, take] = match as unknown as [string, string, string, string, string];
    const sex = MALE.includes(speaker) ? 'male' : FEMALE.includes(speaker) ? 'female' : undefined;
    if (sex === undefined) return undefined;
    const facets = { sex, text, take: take || 'a' };
    return { label: LABELS[emotion]!, speaker, facets, identity: stem };
  },
});
