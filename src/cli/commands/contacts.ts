import { Command } from 'commander';
import { withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { examples } from '../help.ts';
import { addMarkOptions, type MarkOptions } from '../mark-options.ts';
import { allOption, BACKUP, cursorOption, limitOption } from '../options.ts';
import { type PageOptions, printTablePages, requireIndex } from '../pages.ts';

interface ContactOptions extends PageOptions, MarkOptions {
  readonly query?: string;
}

/** `apple-juicer contacts ID` */
export function contactsCommand(): Command {
  const command = new Command('contacts').summary('list the contacts of an indexed backup').argument('<ID>', BACKUP);
  return addMarkOptions(command, 'contacts')
    .option('-q, --query <WORDS>', 'only contacts with these words in names or handles')
    .addOption(limitOption('contacts'))
    .addOption(cursorOption())
    .addOption(allOption())
    .addHelpText('after', examples('contacts k3v9', 'contacts k3v9 -q meyer --json'))
    .action((id: string, options: ContactOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { listContacts } = await import('../../views/index.ts');
        const record = requireIndex(await findBackupInCatalog(app, id));
        await printTablePages(
          out,
          options,
          ({ query, ...paging }) =>
            listContacts(app.views, record.publicId, {
              ...paging,
              ...(query === undefined ? {} : { q: query }),
            }),
          [
            { title: 'KEY', value: ({ key }) => key },
            { title: 'NAME', value: ({ name, isOwner }) => (isOwner ? `${name} (owner)` : name), maxWidth: 40 },
            { title: 'PHONES', value: ({ phones }) => phones.map(({ text }) => text).join(', '), maxWidth: 40 },
            { title: 'E-MAILS', value: ({ emails }) => emails.map(({ value }) => value).join(', '), maxWidth: 40 },
          ],
          { listed: { views: app.views, backup: record.publicId, of: { kind: 'contact' } } },
        );
      }),
    );
}
