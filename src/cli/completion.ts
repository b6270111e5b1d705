import type { Complete } from '@bomb.sh/tab';
import type { Command } from 'commander';

/** Shells with a completion script. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** A possible word of a command line, and its description. */
export type Candidate = readonly [word: string, description: string];

/** Candidates by the name of an argument or of the value of an option: `ID`. */
export type Candidates = Readonly<Record<string, readonly Candidate[]>>;

/** What the script for bash needs of the package bash-completion, which macOS and small systems lack. */
const BASH_WORDS = `declare -F _get_comp_words_by_ref >/dev/null || _get_comp_words_by_ref() {
    words=("\${COMP_WORDS[@]}") cword=$COMP_CWORD cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
}
`;

/** Prints the script that completes the command line in a shell. */
export async function printCompletionScript(shell: (typeof SHELLS)[number]): Promise<void> {
  const { script } = await import('@bomb.sh/tab');
  if (shell === 'bash') process.stdout.write(BASH_WORDS);
  script(shell, 'apple-juicer', 'apple-juicer');
}

/** Prints the candidates for the last of `words`, in the form that the scripts expect. */
export async function printCandidates(
  program: Command,
  words: readonly string[],
  candidates: Candidates,
): Promise<void> {
  const { default: completion } = await import('@bomb.sh/tab');
  for (const command of program.createHelp().visibleCommands(program)) {
    const target = completion.command(command.name(), command.summary() || command.description());
    for (const { long, short, flags, description, argChoices, required, optional } of [
      ...command.options,
      ...program.options,
    ]) {
      const [, value = ''] = /<(.+)>/.exec(flags) ?? [];
      if (required || optional) target.option(nameOf(long), description, completeWith(argChoices, candidates[value]));
      else target.option(nameOf(long), description, ...(short === undefined ? [] : [nameOf(short)]));
    }
    for (const argument of command.registeredArguments)
      target.argument(
        argument.name(),
        completeWith(argument.argChoices, candidates[argument.name()]),
        argument.variadic,
      );
  }
  completion.parse([...words]);
}

function nameOf(flag: string | undefined): string {
  return flag?.replace(/^-+/, '') ?? '';
}

function completeWith(
  choices: readonly string[] = [],
  candidates: readonly Candidate[] = [],
): (complete: Complete) => void {
  return (complete) => {
    for (const word of choices) complete(word, '');
    for (const [word, description] of candidates) complete(word, description);
  };
}
