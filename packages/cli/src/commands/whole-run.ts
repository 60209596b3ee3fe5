import type { CommandContext } from '../cli/command.ts';
import { text } from '../cli/options.ts';
import { writeComparison } from '../evaluation/write-comparison.ts';
import { MODEL_NAMES, readModelNames } from '../models.ts';
import type { Engines } from '../pipeline/engines.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import type { PipelineContext } from '../pipeline/prepare.ts';
import { runModels } from '../pipeline/run-models.ts';
import type { RunFolder } from '../run-folder.ts';
import { duration } from '../terminal/duration.ts';

/** What `demo` and `reproduce` have in common: train every model, test it, write the report; returns the exit code. */
export async function wholeRun(
  context: PipelineContext,
  { folder, engines }: { folder: RunFolder; engines: Engines },
  { options, print, printJson }: CommandContext,
): Promise<number> {
  const start = performance.now();
  const { data, reporter } = context;
  const { problems } = await runModels(context, {
    models: readModelNames(text(options, 'model') ?? MODEL_NAMES.join()),
    folder,
    engines,
    weights: text(options, 'weights'),
    steps: { train: true, evaluate: true },
    onEvaluated: ({ model, evaluation }) => print(`\n${model}\n\n${evaluation.text}`),
  });
  const { text: comparison, rows, differences, report } = await writeComparison(folder, { data });
  print(`${comparison}\n`);
  print(
    `Everything is in ${folder.path}: reports, predictions, confusion matrices and learning curves, a folder a model.`,
  );
  print(`The whole report: ${report}`);
  reporter.note(`The whole run took ${duration(performance.now() - start)}.`);
  printJson({ run: folder.path, data, report, models: rows, differences, leftOut: problems });
  return reportLeftOut(problems, reporter, folder);
}
