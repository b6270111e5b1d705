import { Command, Option } from 'commander';
import {
  addChatListOptions,
  addMessageListOptions,
  addPageOptions,
  type ChatListOptions,
  type MessageListOptions,
} from '../chats/chat-options.ts';
import { withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { examples } from '../help.ts';
import { BACKUP } from '../options.ts';
import { requireIndex } from '../pages.ts';

/** `apple-juicer whatsapp ID [CHAT]` */
export function whatsappCommand(): Command {
  const command = new Command('whatsapp')
    .summary('list the WhatsApp chats of an indexed backup, or read one')
    .argument('<ID>', BACKUP)
    .argument('[CHAT]', 'key of a chat, or words that only its title or members have')
    .option('--archived', 'only archived chats');
  return addPageOptions(addMessageListOptions(addChatListOptions(command)), 'chats or messages')
    .addHelpText(
      'after',
      examples(
        'whatsapp k3v9',
        'whatsapp k3v9 -q anna',
        'whatsapp k3v9 "Climbing" --order newest',
        'whatsapp k3v9 7 --json',
      ),
    )
    .action((id: string, chat: string | undefined, options: ChatListOptions & MessageListOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { whatsappSource } = await import('../../views/index.ts');
        const { KIND, printChats, printMessages } = await import('../chats/print-chats.ts');
        const { publicId } = requireIndex(await findBackupInCatalog(app, id));
        const chats = { views: app.views, backup: publicId, source: whatsappSource };
        await (chat === undefined ? printChats(chats, options, KIND, out) : printMessages(chats, chat, options, out));
      }),
    );
}

/** `--whatsapp`, short for `--app whatsapp` of the calls command. */
export function whatsappCallsOption(): Option {
  return new Option('--whatsapp', 'the call log of WhatsApp instead of the phone').implies({ app: 'whatsapp' });
}
