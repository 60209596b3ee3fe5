import type { CommandContext } from '../cli/command.ts';
import { modelsBesideBaseline, text } from '../cli/options.ts';
import type { Engines } from '../engines/open-engines.ts';
import { writeComparison } from '../evaluation/write-comparison.ts';
import type { RunFolder } from '../run-folder.ts';
import { reportLeftOut } from '../stages/left-out.ts';
import type { PipelineContext } from '../stages/prepare/prepare.ts';
import { runModels } from '../stages/run.ts';
import { duration } from '../terminal/duration.ts';

/** What `demo` and `reproduce` have in common: train every model, test it, write the report; returns the exit code. */
export async function wholeRun(
  context: PipelineContext,
  { folder, engines }: { folder: RunFolder; engines: Engines },
  { options, print, printJson }: CommandContext,
): Promise<number> {
  const start = performance.now();
  const { source, reporter } = context;
  const [data] = source.dirs;
  const { problems } = await runModels(context, {
    models: modelsBesideBaseline(options),
    folder,
    engines,
    weights: text(options, 'weights'),
    overwrite: options.overwrite === true,
    steps: { train: true, evaluate: true },
    onEvaluated: ({ model, evaluation }) => print(`\n${model.name}\n\n${evaluation.text}`),
  });
  const { text: comparison, rows, differences, report } = await writeComparison(folder, { data });
  print(`${comparison}\n`);
  print(
    `Everything is in ${folder.path}: reports, predictions, confusion matrices and learning curves, a folder per model.`,
  );
  print(`The whole report: ${report}`);
  reporter.note(`The whole run took ${duration(performance.now() - start)}.`);
  printJson({ run: folder.path, data: source.dirs, report, models: rows, differences, leftOut: problems });
  return reportLeftOut(problems, reporter, folder);
}
