import type { Command } from '../cli/command.ts';
import { choice, EARLIER_RUN, required, text } from '../cli/options.ts';
import { usageError } from '../errors.ts';
import { writeComparison } from '../evaluation/write-comparison.ts';
import { AUDIO_CHOICES } from '../report/read-clips.ts';
import { writeRuns } from '../report/runs/write-runs.ts';
import { readConfiguration, runFolder } from '../run-folder.ts';

export const compare: Command = {
  positionals: 'RUN…',
  options: {
    run: EARLIER_RUN,
    out: { type: 'string', value: 'DIR', help: 'with several runs: write runs.html, runs.md and runs.json there' },
    audio: {
      type: 'string',
      value: 'WHERE',
      help: `sounds of the report: embed (all in the page), opus (all, a twentieth as heavy, by ffmpeg), link (where the recordings lie), none, or auto: the worst mistakes in the page, others as far as 6 MB allow, the rest linked [auto]`,
    },
    data: {
      type: 'string',
      value: 'DIR',
      help: 'where the WAV files lie now, for the report’s players [where they lay when the run began]',
    },
  },
  example: 'ser compare runs/first runs/second',
  async run({ options, positionals, print, printJson }) {
    const named = text(options, 'run');
    const runs = [...(named === undefined ? [] : [named]), ...positionals];
    if (runs.length > 1) {
      for (const name of ['audio', 'data'])
        if (options[name] !== undefined) throw usageError(`--${name} goes with one run: its report has the players.`);
      const { comparison, text: words, page } = await writeRuns(runs, text(options, 'out'));
      print(words);
      if (page !== null) print(`As a page: ${page}`);
      printJson({ ...comparison, page });
      return 0;
    }
    if (options.out !== undefined)
      throw usageError('--out goes with several runs; the report of one run stands in its folder.');
    const folder = runFolder(runs[0] ?? required(options, 'run', 'name the run folder, such as --run runs/RAVDESS.'));
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
