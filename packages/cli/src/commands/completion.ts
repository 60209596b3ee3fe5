import type { Command } from '../cli/command.ts';
import { COMMON } from '../cli/common-options.ts';
import { SHELLS } from '../cli/completion.ts';
import { usageError } from '../errors.ts';
import { didYouMean } from '../settings/nearest.ts';

const NAMES = Object.keys(SHELLS);

export const completion: Command = {
  positionals: NAMES.join('|'),
  words: NAMES,
  options: {},
  example: 'ser completion bash',
  async run({ positionals: [name, ...others], commands: all, print, printJson, reporter }) {
    if (name === undefined || others.length > 0) throw usageError(`ser completion needs a shell: ${NAMES.join(', ')}.`);
    const shell = Object.hasOwn(SHELLS, name) ? SHELLS[name] : undefined;
    if (!shell)
      throw usageError(
        `There is no completion for "${name}"${didYouMean(name, NAMES)} Choose from ${NAMES.join(', ')}.`,
      );
    const commands = await Promise.all(
      all.map(async ({ name, about, load }) => {
        const { options, words } = await load();
        return { name, about, options: { ...options, ...COMMON }, words };
      }),
    );
    const help = {
      name: 'help',
      about: 'Tells what a command does.',
      options: {},
      words: all.map(({ name }) => name),
    };
    const script = shell.script([...commands, help]);
    print(script.trimEnd());
    printJson({ shell: name, load: shell.load, script });
    reporter.note(`To load it: ${shell.load}`);
    return 0;
  },
};
