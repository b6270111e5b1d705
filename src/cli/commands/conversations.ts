import { Command, Option } from 'commander';
import { withApp } from '../context.ts';
import { findBackup } from '../find-backup.ts';
import { formatCount, formatTime } from '../format.ts';
import { examples } from '../help.ts';
import { parseLimit } from '../options.ts';
import { requireIndex, tellNext } from '../pages.ts';
import { formatTable } from '../table.ts';

interface ConversationOptions {
  readonly query?: string;
  readonly sort: 'recent' | 'title' | 'messages';
  readonly limit: number;
  readonly cursor?: string;
}

/** `apple-juicer conversations ID` */
export function conversationsCommand(): Command {
  return new Command('conversations')
    .summary('list the conversations of an indexed backup')
    .argument('<ID>', 'id, beginning of an id, device name, or folder')
    .option(
      '-q, --query <WORDS>',
      'only those with these words in their title or their members, or with this phone number',
    )
    .addOption(
      new Option('--sort <ORDER>', 'order of the list').choices(['recent', 'title', 'messages']).default('recent'),
    )
    .option('--limit <N>', 'conversations on one page, 1–200', parseLimit, 50)
    .option('--cursor <CURSOR>', 'go on where the page before ended')
    .addHelpText(
      'after',
      examples('conversations k3v9', 'conversations k3v9 -q anna', 'conversations k3v9 --sort messages --json'),
    )
    .action((id: string, options: ConversationOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { messagesSource } = await import('../../views/index.ts');
        const record = requireIndex(await findBackup(app, id));
        const page = await messagesSource.list(app.views, record.publicId, {
          limit: options.limit,
          sort: options.sort,
          ...(options.query === undefined ? {} : { q: options.query }),
          ...(options.cursor === undefined ? {} : { cursor: options.cursor }),
        });
        if (out.json) return out.document(page);
        await out.text(
          formatTable(page.items, [
            { title: 'KEY', value: ({ key }) => key, align: 'right' },
            { title: 'TITLE', value: ({ title }) => title, maxWidth: 40 },
            { title: 'MESSAGES', value: ({ messageCount }) => formatCount(messageCount), align: 'right' },
            { title: 'LAST', value: ({ lastAt }) => formatTime(lastAt).slice(0, 16) },
            { title: 'SERVICE', value: ({ service }) => service ?? '–', maxWidth: 12 },
            { title: 'TEXT', value: ({ lastText }) => lastText ?? '', maxWidth: 40 },
          ]),
        );
        tellNext(page.next, out);
      }),
    );
}
