import type { Section } from '../document.ts';
import { testFiles } from '../explore/test-files.ts';
import type { Clips } from '../read-clips.ts';
import type { Report } from '../report.ts';

/** Any test file, to look at and to listen to. */
export function everyTestFile(report: Report, clips: Clips): Section {
  return {
    id: 'files',
    title: 'Every test file',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          'In a browser that runs scripts every number in a matrix or a grid opens its files here, with player, spectrogram and probabilities, and mistakes stand beside files that were recognized. The same without a page: ',
          { code: 'predictions.csv' },
          ' in the folder of each model.',
        ],
      },
      { kind: 'explorer', files: testFiles(report, clips) },
    ],
  };
}
