import { Command } from 'commander';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { SavedSearch } from '../../storage/index.ts';
import { type CommandContext, withApp } from '../context.ts';
import { findBackup } from '../find-backup.ts';
import { examples } from '../help.ts';
import { formatTable } from '../table.ts';
import { visible } from '../terminal-text.ts';

interface SearchesOptions {
  readonly save?: string;
  readonly remove?: string;
  readonly backup?: string;
}

/** `apple-juicer searches [QUERY]` */
export function searchesCommand(): Command {
  return new Command('searches')
    .summary('list, save and remove searches; `search --saved NAME` runs one')
    .argument('[QUERY...]', 'with --save: what to search for')
    .option('--save <NAME>', 'save the query under this name')
    .option('--remove <NAME>', 'remove the search with this name or id')
    .option('--backup <ID>', 'with --save: for this backup only')
    .addHelpText(
      'after',
      examples('searches --save "From Anna" from:anna', 'search --saved "From Anna"', 'searches --remove "From Anna"'),
    )
    .action((words: readonly string[], { save, remove, backup }: SearchesOptions, command: Command) =>
      withApp(command, backup, async (context) => {
        const { app, out } = context;
        if (remove !== undefined) await app.store.searches.remove((await findSearch(context, remove)).id);
        if (save !== undefined) {
          const { SaveSearchSchema } = await import('../../contract/marks.ts');
          const publicId = backup === undefined ? null : (await findBackup(app, backup)).publicId;
          const wanted = SaveSearchSchema.safeParse({ name: save, query: words.join(' '), backup: publicId });
          if (!wanted.success) throw new DomainError('BAD_REQUEST', msg('detail.name-expected'));
          const { parseQuery } = await import('../../storage/index.ts');
          parseQuery(wanted.data.query);
          await app.store.searches.save(wanted.data);
        }
        const items = await app.store.searches.list();
        if (out.json) return out.document({ items, next: null });
        await out.text(items.length === 0 ? 'No saved searches yet.\n' : formatTable(items, COLUMNS));
      }),
    );
}

/** The saved search with this name or id. @throws NOT_FOUND */
export async function findSearch({ app }: CommandContext, wanted: string): Promise<SavedSearch> {
  const all = await app.store.searches.list();
  const found =
    all.find(({ id }) => id === wanted) ?? all.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (found === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-saved-search'));
  return found;
}

const COLUMNS = [
  { title: 'NAME', value: ({ name }: SavedSearch) => visible(name), maxWidth: 40 },
  { title: 'QUERY', value: ({ query }: SavedSearch) => visible(query), maxWidth: 60 },
  { title: 'BACKUP', value: ({ backup }: SavedSearch) => backup ?? 'all' },
];
