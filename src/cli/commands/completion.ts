import { Argument, Command } from 'commander';
import { isDomainError } from '../../model/errors.ts';
import { type Candidate, printCandidates, printCompletionScript, SHELLS } from '../completion.ts';
import { SHORT, withApp } from '../context.ts';

/** `apple-juicer completion SHELL` */
export function completionCommand(): Command {
  return new Command('completion')
    .summary('print a script that completes commands in your shell')
    .description(
      'Prints a script for bash, zsh, fish or PowerShell. It completes commands, options, their values, the ids of ' +
        'backups, record kinds, tables and tags.',
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
      const { registry } = await import('../../artifacts/registry.ts');
      const tables = registry.flatMap(({ title, tables }) =>
        Object.keys(tables).map((name): Candidate => [name, title]),
      );
      const areas = AREAS.map((area): Candidate => [area, '']);
      const { ids, tags } = await fromDatabase(command);
      const candidates = { ID: ids, KIND: kinds, TYPE: kinds, WHAT: kinds, AREA: areas, TABLE: tables, TAG: tags };
      await printCandidates(command.parent ?? command, words, candidates);
    });
}

/** Known backups, and the tags that their records have; none if the database is not available. */
async function fromDatabase(
  command: Command,
): Promise<{ readonly ids: readonly Candidate[]; readonly tags: readonly Candidate[] }> {
  let ids: readonly Candidate[] = [];
  const tags = new Set<string>();
  try {
    await withApp(
      command,
      undefined,
      async ({ app }) => {
        const { listBackups } = await import('../../views/index.ts');
        const backups = await listBackups(app.views);
        ids = backups.map(({ id, name }) => [id, name]);
        for (const { id } of backups) {
          for (const mark of await app.store.marks.list(id)) for (const tag of mark.tags) tags.add(tag);
        }
      },
      SHORT,
    );
  } catch (error) {
    if (!isDomainError(error)) throw error;
  }
  return { ids, tags: [...tags].sort().map((tag) => [tag, '']) };
}
