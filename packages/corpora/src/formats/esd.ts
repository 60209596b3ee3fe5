import { partOf } from '../rows/part-of.ts';
import type { CorpusFormat } from './corpus-format.ts';
import { folderOf } from './corpus-listing.ts';
import { namedFiles } from './named-files.ts';

const EMOTIONS: ReadonlySet<string> = new Set(['angry', 'happy', 'neutral', 'sad', 'surprise']);

/** ESD: speaker and number in the name, the emotion in a folder above, in some copies the part below it. */
export const esd: CorpusFormat = namedFiles({
  name: 'esd',
  title: 'ESD, the Emotional Speech Dataset',
  example: '0011/Angry/0011_000351.wav',
  citation:
    'Zhou K, Sisman B, Liu R, Li H (2022) Emotional voice conversion: theory, databases and ESD. Speech Communication 137, 1–18.',
  readName: (stem, path) => {
    const match = /^(\d{4})_(\d{6})$/.exec(stem);
    if (match === null) return undefined;
    const folders = folderOf(path).split('/');
    const emotion = folders.findLast((folder) => EMOTIONS.has(folder.toLowerCase()));
    if (emotion === undefined) return undefined;
    const [speaker, number] = [match[1]!, Number(match[2])];
    const part = folders.map(partOf).find((known) => known !== undefined);
    // Every emotion has the same 350 sentences, numbered on.
    const text = String(((number - 1) % 350) + 1).padStart(3, '0');
    const language = Number(speaker) > 10 ? 'English' : 'Mandarin';
    return { label: emotion.toLowerCase(), speaker, facets: { language, text }, part, identity: stem };
  },
});
