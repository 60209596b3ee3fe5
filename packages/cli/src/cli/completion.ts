import type { Option } from './command.ts';

/** A command as completion knows it. */
export interface CompletedCommand {
  readonly name: string;
  readonly about: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Words that may follow the command, where they are known. */
  readonly words?: readonly string[] | undefined;
}

/** The shells that there is a script for, and how to load it. */
export const SHELLS: Readonly<Record<string, { readonly load: string; readonly script: Script }>> = {
  bash: { load: 'eval "$(ser completion bash)"   # in ~/.bashrc', script: bash },
  // zsh runs functions of bash by a module of its own.
  zsh: {
    load: 'eval "$(ser completion zsh)"   # in ~/.zshrc, after compinit',
    script: (commands) => `autoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`,
  },
  fish: { load: 'ser completion fish > ~/.config/fish/completions/ser.fish', script: fish },
};

type Script = (commands: readonly CompletedCommand[]) => string;

/** Values of an option by the option's name, the same in every command that has it. */
function valuesOf(commands: readonly CompletedCommand[]): Map<string, readonly string[]> {
  const values = new Map<string, readonly string[]>();
  for (const { options } of commands) {
    for (const [name, { choices }] of Object.entries(options)) if (choices) values.set(name, choices);
  }
  return values;
}

const flags = (options: CompletedCommand['options']): string =>
  Object.keys(options)
    .map((name) => `--${name}`)
    .join(' ');

function bash(commands: readonly CompletedCommand[]): string {
  const values = [...valuesOf(commands)].map(
    ([name, choices]) => `    --${name}) COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$word")); return ;;`,
  );
  const options = commands.map(
    ({ name, options, words = [] }) => `    ${name}) options="${flags(options)}"; words="${words.join(' ')}" ;;`,
  );
  return [
    '# Completion of ser. Where nothing of its own fits, files are completed.',
    '_ser() {',
    `  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" options="" words=""`,
    '  COMPREPLY=()',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$word"))`,
    '    return',
    '  fi',
    '  case "$before" in',
    ...values,
    '  esac',
    `  case "\${COMP_WORDS[1]}" in`,
    ...options,
    '  esac',
    '  case "$word" in',
    '    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;',
    '    *) [ -z "$words" ] || COMPREPLY=($(compgen -W "$words" -- "$word")) ;;',
    '  esac',
    '}',
    'complete -o default -F _ser ser',
    '',
  ].join('\n');
}

function fish(commands: readonly CompletedCommand[]): string {
  const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = ['# Completion of ser.'];
  for (const { name, about, options, words } of commands) {
    const within = `complete -c ser -n '__fish_seen_subcommand_from ${name}'`;
    lines.push(`complete -c ser -f -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`);
    if (words) lines.push(`${within} -f -a ${quoted(words.join(' '))}`);
    for (const [option, { type, choices, help }] of Object.entries(options)) {
      const value = type === 'boolean' ? '' : choices ? ` -x -a ${quoted(choices.join(' '))}` : ' -r';
      lines.push(`${within} -l ${option}${value} -d ${quoted(help)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
