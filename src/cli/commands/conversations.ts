import { Command } from 'commander';
import { addChatListOptions, addPageOptions, type ChatListOptions } from '../chats/chat-options.ts';
import { withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { examples } from '../help.ts';
import { BACKUP } from '../options.ts';
import { requireIndex } from '../pages.ts';

/** `apple-juicer conversations ID` */
export function conversationsCommand(): Command {
  const command = new Command('conversations')
    .summary('list the conversations of an indexed backup')
    .argument('<ID>', BACKUP);
  return addPageOptions(addChatListOptions(command), 'conversations')
    .addHelpText(
      'after',
      examples('conversations k3v9', 'conversations k3v9 -q anna', 'conversations k3v9 --sort messages --json'),
    )
    .action((id: string, options: ChatListOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { messagesSource } = await import('../../views/index.ts');
        const { printChats, SERVICE } = await import('../chats/print-chats.ts');
        const { publicId } = requireIndex(await findBackupInCatalog(app, id));
        await printChats({ views: app.views, backup: publicId, source: messagesSource }, options, SERVICE, out);
      }),
    );
}
