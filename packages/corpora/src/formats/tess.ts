import type { CorpusFormat } from './corpus-format.ts';
import { namedFiles } from './named-files.ts';

/** Ages of the two speakers, who are women. */
const AGES: Readonly<Record<string, number>> = { OAF: 64, YAF: 26 };

/** TESS: speaker, word and emotion. One file is called `OA_…` for `OAF_…`. */
export const tess: CorpusFormat = namedFiles({
  name: 'tess',
  title: 'TESS, the Toronto emotional speech set',
  example: 'OAF_angry/OAF_back_angry.wav',
  license: 'CC BY-NC-ND 4.0',
  citation: 'Pichora-Fuller MK, Dupuis K (2020) Toronto emotional speech set (TESS). Borealis, doi:10.5683/SP2/E8H2MF.',
  readName: (stem) => {
    const match = /^(OAF?|YAF)_([a-z]+)_(angry|disgust|fear|happy|neutral|sad|ps)$/i.exec(stem);
    if (match === null) return undefined;
    const speaker = match[1]!.toUpperCase() === 'YAF' ? 'YAF' : 'OAF';
    const emotion = match[3]!.toLowerCase();
    const facets = { sex: 'female', age: AGES[speaker]!, text: match[2]!.toLowerCase() };
    return { label: emotion === 'ps' ? 'pleasant surprise' : emotion, speaker, facets, identity: stem.toLowerCase() };
  },
});
