import { Argument, Command } from 'commander';
import { isDomainError } from '../../model/errors.ts';
import { type Candidate, printCandidates, printCompletionScript, SHELLS } from '../completion.ts';
import { SHORT, withApp } from '../context.ts';

/** `apple-juicer completion SHELL` */
export function completionCommand(): Command {
  return new Command('completion')
    .summary('print a script that completes commands in your shell')
    .description(
      'Prints a script for bash, zsh, fish or PowerShell. It completes commands, options, their values, the ids of backups ' +
        'and record kinds.',
    )
    .addArgument(new Argument('<SHELL>', 'the shell').choices(SHELLS))
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  bash:        source <(apple-juicer completion bash)\n' +
        '  zsh:         source <(apple-juicer completion zsh)\n' +
        '  fish:        apple-juicer completion fish | source\n' +
        '  PowerShell:  apple-juicer completion powershell | Out-String | Invoke-Expression\n',
    )
    .action((shell: (typeof SHELLS)[number]) => printCompletionScript(shell));
}

/** `apple-juicer complete -- WORDS`, which completion scripts call. */
export function completeCommand(): Command {
  return new Command('complete')
    .argument('[WORDS...]', 'the words of the command line; the last one is completed')
    .action(async (words: string[], _options: unknown, command: Command) => {
      const { AREAS } = await import('../../model/kind.ts');
      const { listKinds } = await import('../../views/index.ts');
      const kinds = listKinds().items.map(({ id, names }): Candidate => [id, names['en']?.[1] ?? id]);
      const ids = await backupIds(command);
      const areas = AREAS.map((area): Candidate => [area, '']);
      const candidates = { ID: ids, KIND: kinds, TYPE: kinds, WHAT: kinds, AREA: areas };
      await printCandidates(command.parent ?? command, words, candidates);
    });
}

/** Known backups; none if the database is not available. */
async function backupIds(command: Command): Promise<readonly Candidate[]> {
  let ids: readonly Candidate[] = [];
  try {
    await withApp(
      command,
      undefined,
      async ({ app }) => {
        const { listBackups } = await import('../../views/index.ts');
        ids = (await listBackups(app.views)).map(({ id, name }) => [id, name]);
      },
      SHORT,
    );
  } catch (error) {
    if (!isDomainError(error)) throw error;
  }
  return ids;
}
