import { Command } from 'commander';
import { addMessageListOptions, addPageOptions, type MessageListOptions } from '../chats/chat-options.ts';
import { withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { examples } from '../help.ts';
import { BACKUP } from '../options.ts';
import { requireIndex } from '../pages.ts';

/** `apple-juicer messages ID CONVERSATION` */
export function messagesCommand(): Command {
  const command = new Command('messages')
    .summary('read a conversation of an indexed backup')
    .argument('<ID>', BACKUP)
    .argument('<CONVERSATION>', 'key of the conversation, or words that only its title or members have');
  return addPageOptions(addMessageListOptions(command), 'messages')
    .addHelpText(
      'after',
      examples('messages k3v9 12', 'messages k3v9 "Family" --order newest', 'messages k3v9 12 --at 2024-05-01'),
    )
    .action((id: string, conversation: string, options: MessageListOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { messagesSource } = await import('../../views/index.ts');
        const { printMessages } = await import('../chats/print-chats.ts');
        const { publicId } = requireIndex(await findBackupInCatalog(app, id));
        const chats = { views: app.views, backup: publicId, source: messagesSource };
        await printMessages(chats, conversation, options, out);
      }),
    );
}
