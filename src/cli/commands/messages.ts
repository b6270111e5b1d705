import { Command, Option } from 'commander';
import type { App } from '../../main.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { withApp } from '../context.ts';
import { findBackup } from '../find-backup.ts';
import { examples } from '../help.ts';
import { parseLimit, parseTime } from '../options.ts';
import { requireIndex } from '../pages.ts';

interface MessageOptions {
  readonly order: 'oldest' | 'newest';
  readonly limit: number;
  readonly cursor?: string;
  readonly around?: string;
  readonly at?: number;
}

/** `apple-juicer messages ID CONVERSATION` */
export function messagesCommand(): Command {
  return new Command('messages')
    .summary('read a conversation of an indexed backup')
    .argument('<ID>', 'id, beginning of an id, device name, or folder')
    .argument('<CONVERSATION>', 'key of the conversation, or words that only its title or members have')
    .addOption(
      new Option('--order <ORDER>', 'which messages come first').choices(['oldest', 'newest']).default('oldest'),
    )
    .option('--limit <N>', 'messages on one page, 1–200', parseLimit, 50)
    .option('--at <TIME>', 'begin at this day or time', parseTime)
    .option('--around <KEY>', 'show this message and what stands around it')
    .option('--cursor <CURSOR>', 'go on where another page ended, or back')
    .addHelpText(
      'after',
      examples('messages k3v9 12', 'messages k3v9 "Family" --order newest', 'messages k3v9 12 --at 2024-05-01'),
    )
    .action((id: string, conversation: string, options: MessageOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { messagesSource } = await import('../../views/index.ts');
        const { publicId } = requireIndex(await findBackup(app, id));
        const page = await messagesSource.messages(
          app.views,
          publicId,
          await conversationKey(app, publicId, conversation),
          {
            limit: options.limit,
            order: options.order,
            ...(options.cursor === undefined ? {} : { cursor: options.cursor }),
            ...(options.around === undefined ? {} : { around: options.around }),
            ...(options.at === undefined ? {} : { at: options.at }),
          },
        );
        if (out.json) return out.document(page);
        const { formatMessage } = await import('../message-text.ts');
        for (const message of page.items) await out.text(formatMessage(message, out));
        if (page.previous !== null) out.tell(`Back: --cursor ${page.previous}`);
        if (page.next !== null) out.tell(`More: --cursor ${page.next}`);
      }),
    );
}

/** A key stands for itself, words for the one conversation that has them. @throws NOT_FOUND, BAD_REQUEST */
async function conversationKey(app: App, backup: BackupId, wanted: string): Promise<string> {
  if (/^-?\d{1,6}$/.test(wanted)) return wanted;
  const { messagesSource } = await import('../../views/index.ts');
  const { items } = await messagesSource.list(app.views, backup, { q: wanted, limit: 2 });
  const [only, another] = items;
  if (only === undefined) throw new DomainError('NOT_FOUND', `There is no conversation “${wanted}”.`);
  if (another === undefined) return only.key;
  throw new DomainError('BAD_REQUEST', `“${wanted}” means several conversations: say its key.`);
}
