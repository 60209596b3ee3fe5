import { audformat } from './audformat.ts';
import { audiofolder } from './audiofolder.ts';
import type { CorpusFormat } from './corpus-format.ts';
import { cremaD } from './crema-d.ts';
import { emobox } from './emobox.ts';
import { emodb } from './emodb.ts';
import { esd } from './esd.ts';
import { folders } from './folders/folders.ts';
import { iemocap } from './iemocap.ts';
import { meld } from './meld.ts';
import { ravdess } from './ravdess/ravdess.ts';
import { savee } from './savee.ts';
import { table } from './table/table.ts';
import { tess } from './tess.ts';

/** Every layout that `readCorpus` knows: corpora by name, then descriptions of any corpus, then folders alone. */
export const corpusFormats: readonly CorpusFormat[] = [
  ravdess,
  emodb,
  cremaD,
  tess,
  savee,
  esd,
  iemocap,
  meld,
  emobox,
  audformat,
  audiofolder,
  table,
  folders,
];
