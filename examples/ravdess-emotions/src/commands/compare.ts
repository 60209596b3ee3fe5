import type { Command } from '../cli/command.ts';
import { RUN, required } from '../cli/options.ts';
import { writeComparison } from '../evaluation/write-comparison.ts';
import { readConfiguration, runFolder } from '../run-folder.ts';

export const compare: Command = {
  options: { run: RUN },
  example: 'ser compare --run runs/RAVDESS',
  async run({ options, print, printJson }) {
    const folder = runFolder(required(options, 'run', 'name the run folder, such as --run runs/RAVDESS.'));
    await readConfiguration(folder);
    const { rows, text, differences } = await writeComparison(folder);
    print(text);
    printJson({ run: folder.path, models: rows, differences });
    return 0;
  },
};
