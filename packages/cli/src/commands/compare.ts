import type { Command } from '../cli/command.ts';
import { choice, EARLIER_RUN, required, text } from '../cli/options.ts';
import { writeComparison } from '../evaluation/write-comparison.ts';
import { AUDIO_CHOICES } from '../report/read-clips.ts';
import { readConfiguration, runFolder } from '../run-folder.ts';

export const compare: Command = {
  options: {
    run: EARLIER_RUN,
    audio: {
      type: 'string',
      value: 'WHERE',
      help: `sounds of the report: embed (all in the page), link (where the recordings lie), none, or auto: the worst mistakes in the page, others as far as 6 MB allow, the rest linked [auto]`,
    },
    data: {
      type: 'string',
      value: 'DIR',
      help: 'where the WAV files lie now, for the report’s players [where they lay when the run began]',
    },
  },
  example: 'ser compare --run runs/RAVDESS',
  async run({ options, print, printJson }) {
    const folder = runFolder(required(options, 'run', 'name the run folder, such as --run runs/RAVDESS.'));
    await readConfiguration(folder);
    const {
      rows,
      text: table,
      differences,
      report,
    } = await writeComparison(folder, {
      data: text(options, 'data'),
      audio: choice(options, 'audio', AUDIO_CHOICES),
    });
    print(`${table}\n`);
    print(`The whole report: ${report}`);
    printJson({ run: folder.path, report, models: rows, differences });
    return 0;
  },
};
