import { Command, Option } from 'commander';
import type { WhatsappChatView } from '../../contract/whatsapp.ts';
import type { App } from '../../main.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { withApp } from '../context.ts';
import { findBackup } from '../find-backup.ts';
import { formatCount, formatTime } from '../format.ts';
import { examples } from '../help.ts';
import { parseLimit, parseTime } from '../options.ts';
import type { Output } from '../output.ts';
import { requireIndex, tellNext } from '../pages.ts';
import { formatTable } from '../table.ts';

/** Chats that words may mean, among which the one that is called so is looked for. */
const MAX_MEANT = 200;

interface WhatsappOptions {
  readonly query?: string;
  readonly archived?: true;
  readonly sort: 'recent' | 'title' | 'messages';
  readonly order: 'oldest' | 'newest';
  readonly around?: string;
  readonly at?: number;
  readonly limit: number;
  readonly cursor?: string;
}

/** `apple-juicer whatsapp ID [CHAT]` */
export function whatsappCommand(): Command {
  return new Command('whatsapp')
    .summary('list the WhatsApp chats of an indexed backup, or read one')
    .argument('<ID>', 'id, beginning of an id, device name, or folder')
    .argument('[CHAT]', 'key of a chat (a long one as #KEY), or words that only its title or members have')
    .option('-q, --query <WORDS>', 'chats with these words in their title or their members, or with this phone number')
    .option('--archived', 'only archived chats')
    .addOption(
      new Option('--sort <ORDER>', 'order of the chats').choices(['recent', 'title', 'messages']).default('recent'),
    )
    .addOption(
      new Option('--order <ORDER>', 'which messages come first').choices(['oldest', 'newest']).default('oldest'),
    )
    .option('--at <TIME>', 'begin with the messages of this day or time', parseTime)
    .option('--around <KEY>', 'show this message and what stands around it')
    .option('--limit <N>', 'chats or messages on one page, 1–200', parseLimit, 50)
    .option('--cursor <CURSOR>', 'go on where another page ended, or back')
    .addHelpText(
      'after',
      examples(
        'whatsapp k3v9',
        'whatsapp k3v9 -q anna',
        'whatsapp k3v9 "Climbing" --order newest',
        'whatsapp k3v9 7 --json',
      ),
    )
    .action((id: string, chat: string | undefined, options: WhatsappOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { publicId } = requireIndex(await findBackup(app, id));
        await (chat === undefined
          ? printChats(app, publicId, options, out)
          : printMessages(app, publicId, await chatKey(app, publicId, chat), options, out));
      }),
    );
}

async function printChats(
  app: App,
  backup: BackupId,
  { query, archived, sort, limit, cursor }: WhatsappOptions,
  out: Output,
): Promise<void> {
  const { whatsappSource } = await import('../../views/index.ts');
  const page = await whatsappSource.list(app.views, backup, {
    sort,
    limit,
    ...(query === undefined ? {} : { q: query }),
    ...(archived === undefined ? {} : { archived }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  if (out.json) return out.document(page);
  await out.text(
    formatTable<WhatsappChatView>(page.items, [
      { title: 'KEY', value: ({ key }) => key, align: 'right' },
      { title: 'TITLE', value: ({ title }) => title, maxWidth: 40 },
      { title: 'KIND', value: ({ kind }) => kind },
      { title: 'MESSAGES', value: ({ messageCount }) => formatCount(messageCount), align: 'right' },
      { title: 'LAST', value: ({ lastAt }) => formatTime(lastAt).slice(0, 16) },
      { title: 'TEXT', value: ({ lastText }) => lastText ?? '', maxWidth: 40 },
    ]),
  );
  tellNext(page.next, out);
}

async function printMessages(
  app: App,
  backup: BackupId,
  chat: string,
  { order, around, at, limit, cursor }: WhatsappOptions,
  out: Output,
): Promise<void> {
  const { whatsappSource } = await import('../../views/index.ts');
  const page = await whatsappSource.messages(app.views, backup, chat, {
    order,
    limit,
    ...(around === undefined ? {} : { around }),
    ...(at === undefined ? {} : { at }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  if (out.json) return out.document(page);
  const { formatMessage } = await import('../message-text.ts');
  for (const message of page.items) await out.text(formatMessage(message, out));
  if (page.previous !== null) out.tell(`Back: --cursor ${page.previous}`);
  tellNext(page.next, out);
}

/** A key stands for itself (with a # before it where it could be a phone number), words for the one chat that has them. @throws NOT_FOUND, BAD_REQUEST */
async function chatKey(app: App, backup: BackupId, wanted: string): Promise<string> {
  const [, key] = /^#(-?\d+)$/.exec(wanted) ?? /^(-?\d{1,6})$/.exec(wanted) ?? [];
  if (key !== undefined) return key;
  const { whatsappSource } = await import('../../views/index.ts');
  const { items } = await whatsappSource.list(app.views, backup, { q: wanted, limit: MAX_MEANT });
  // Somebody's name finds the chat with them and their groups: the one that is called so is meant.
  const called = items.filter(({ title }) => title.toLowerCase() === wanted.toLowerCase());
  const [only, another] = called.length > 0 ? called : items;
  if (only === undefined) throw new DomainError('NOT_FOUND', `There is no WhatsApp chat “${wanted}”.`);
  if (another === undefined) return only.key;
  throw new DomainError('BAD_REQUEST', `“${wanted}” means several WhatsApp chats: say its key.`);
}
