import { Command } from 'commander';
import { withApp } from '../context.ts';
import { findBackup } from '../find-backup.ts';
import { examples } from '../help.ts';
import { cursorOption, limitOption } from '../options.ts';
import { printCursors, requireIndex } from '../pages.ts';
import { formatTable } from '../table.ts';

interface ContactOptions {
  readonly query?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** `apple-juicer contacts ID` */
export function contactsCommand(): Command {
  return new Command('contacts')
    .summary('list the contacts of an indexed backup')
    .argument('<ID>', 'id, beginning of an id, device name, or folder')
    .option('-q, --query <WORDS>', 'only contacts with these words in names or handles')
    .addOption(limitOption('contacts'))
    .addOption(cursorOption())
    .addHelpText('after', examples('contacts k3v9', 'contacts k3v9 -q meyer --json'))
    .action((id: string, options: ContactOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { listContacts } = await import('../../views/index.ts');
        const record = requireIndex(await findBackup(app, id));
        const page = await listContacts(app.views, record.publicId, {
          limit: options.limit,
          ...(options.query === undefined ? {} : { q: options.query }),
          ...(options.cursor === undefined ? {} : { cursor: options.cursor }),
        });
        if (out.json) return out.document(page);
        await out.text(
          formatTable(page.items, [
            { title: 'KEY', value: ({ key }) => key },
            { title: 'NAME', value: ({ name, isOwner }) => (isOwner ? `${name} (owner)` : name), maxWidth: 40 },
            { title: 'PHONES', value: ({ phones }) => phones.map(({ value }) => value).join(', '), maxWidth: 40 },
            { title: 'E-MAILS', value: ({ emails }) => emails.map(({ value }) => value).join(', '), maxWidth: 40 },
          ]),
        );
        printCursors(page, out);
      }),
    );
}
