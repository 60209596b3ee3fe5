import { CorporaError } from '../../errors.ts';
import type { CorpusFormat, CorpusProblem, FormatContents, FormatOptions, FormatRow } from '../corpus-format.ts';
import type { CorpusListing } from '../corpus-listing.ts';
import { type FolderLayout, folderLayout } from './folder-layout.ts';

/** A folder per label, with folders of speakers above or below, and of parts anywhere. */
export const folders: CorpusFormat = {
  name: 'folders',
  title: 'a folder per label, with a folder per speaker above or below it, if you have speakers',
  example: 'happy/1.mp3 or anna/happy/1.mp3',
  fallback: true,
  detect: (listing) => {
    const layout = folderLayout(listing);
    return layout && reasonOf(layout);
  },
  read: readFolders,
};

/** What was seen, in words. */
function reasonOf({ files, depth, label, speaker }: FolderLayout): string {
  const names = [...new Set(files.filter((file) => file.folders.length === depth).map((file) => file.folders[label]!))];
  const few = names.slice(0, 4).join(', ');
  const voices =
    speaker === undefined ? '' : speaker < label ? ', below folders of speakers' : ', above folders of speakers';
  const parts = files.some(({ part }) => part !== undefined) ? ', below folders of parts' : '';
  return `folders are named ${few}${names.length > 4 ? ' …' : ''}${voices}${parts}`;
}

/**
 * Reads labels and speakers from folders.
 *
 * @throws CorporaError `ambiguous-format` where the folders do not say which of them are labels.
 */
export function readFolders(listing: CorpusListing, { layout: asked }: FormatOptions): FormatContents {
  const layout = folderLayout(listing, asked);
  if (layout === undefined) {
    throw new CorporaError(
      'no-recordings',
      'No recording lies in a folder named for a label. Put them into folders such as happy and sad, or give a table.',
      { field: 'dir' },
    );
  }
  const rows: FormatRow[] = [];
  const problems: CorpusProblem[] = [];
  for (const { file, folders: own, part } of layout.files) {
    if (own.length < layout.depth) {
      problems.push({ kind: 'unlabeled-file', name: file, reason: 'it lies above the folders of labels' });
      continue;
    }
    const speaker = layout.speaker === undefined ? undefined : own[layout.speaker];
    rows.push({ file, label: own[layout.label]!, speaker, part });
  }
  return { rows, problems };
}
