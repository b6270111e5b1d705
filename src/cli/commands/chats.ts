import { Command } from 'commander';
import type { ChatAppView } from '../../contract/chats.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import {
  addChatListOptions,
  addMessageListOptions,
  addPageOptions,
  type ChatListOptions,
  type MessageListOptions,
} from '../chats/chat-options.ts';
import { withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { formatCount } from '../format.ts';
import { examples } from '../help.ts';
import { BACKUP } from '../options.ts';
import { requireIndex } from '../pages.ts';
import { formatTable } from '../table.ts';

type Options = ChatListOptions & MessageListOptions;

/** `apple-juicer chats [APP] ID [CHAT]` */
export function chatsCommand(): Command {
  const command = new Command('chats')
    .summary('list the chat apps of an indexed backup, the chats of one, or read a chat')
    .usage('[APP] <ID> [CHAT]')
    .argument('<APP_OR_ID>', `app, as listed without one; or ${BACKUP}`)
    .argument('[ID]', 'the backup, where an app is named')
    .argument('[CHAT]', 'key of a chat, or words that only its title or members have')
    .option('--archived', 'only archived chats');
  return addPageOptions(addMessageListOptions(addChatListOptions(command)), 'chats or messages')
    .addHelpText('after', examples('chats k3v9', 'chats APP k3v9 -q anna', 'chats APP k3v9 "Climbing" --json'))
    .action((first: string, second: string | undefined, chat: string | undefined, options: Options, command: Command) =>
      withApp(command, second ?? first, async ({ app, out }) => {
        const { chatSourceOf, listChatApps } = await import('../../views/index.ts');
        const { KIND, printChats, printMessages } = await import('../chats/print-chats.ts');
        const { publicId: backup } = requireIndex(await findBackupInCatalog(app, second ?? first));
        if (second === undefined) {
          const apps = await listChatApps(app.views, backup);
          if (out.json) return out.document(apps);
          await out.text(
            formatTable<ChatAppView>(apps.items, [
              { title: 'APP', value: (each) => each.app },
              { title: 'TITLE', value: ({ title }) => title, maxWidth: 30 },
              { title: 'CHATS', value: (each) => formatCount(each.chats), align: 'right' },
              { title: 'MESSAGES', value: ({ messages }) => formatCount(messages), align: 'right' },
            ]),
          );
          return;
        }
        const source = chatSourceOf(first);
        if (source === null)
          throw new DomainError('NOT_FOUND', msg('detail.no-chat-app-named', { name: first, backup: second }));
        const chats = { views: app.views, backup, source };
        await (chat === undefined ? printChats(chats, options, KIND, out) : printMessages(chats, chat, options, out));
      }),
    );
}
