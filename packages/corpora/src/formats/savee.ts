import type { CorpusFormat } from './corpus-format.ts';
import { fileNameOf, folderOf } from './corpus-listing.ts';
import { namedFiles } from './named-files.ts';

const LABELS: Readonly<Record<string, string>> = {
  a: 'anger',
  d: 'disgust',
  f: 'fear',
  h: 'happiness',
  n: 'neutral',
  sa: 'sadness',
  su: 'surprise',
};

/** SAVEE: the speaker in the folder or before the name, then emotion and sentence. The four speakers are men. */
export const savee: CorpusFormat = namedFiles({
  name: 'savee',
  title: 'SAVEE, Surrey Audio-Visual Expressed Emotion',
  example: 'DC/a01.wav or DC_a01.wav',
  citation: 'Haq S, Jackson PJB (2009) Speaker-dependent audio-visual emotion recognition. AVSP 2009, 53–58.',
  readName: (stem, path) => {
    const match = /^(?:(DC|JE|JK|KL)_)?(sa|su|a|d|f|h|n)(\d\d)$/.exec(stem);
    const speaker = match?.[1] ?? fileNameOf(folderOf(path));
    if (match === null || speaker === undefined || !/^(DC|JE|JK|KL)$/.test(speaker)) return undefined;
    const [emotion, number] = [match[2]!, match[3]!];
    // Sentences are numbered within an emotion.
    const facets = { sex: 'male', text: `${emotion}${number}` };
    return { label: LABELS[emotion]!, speaker, facets, identity: `${speaker}_${emotion}${number}` };
  },
});
