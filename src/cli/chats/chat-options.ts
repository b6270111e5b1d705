import { type Command, Option } from 'commander';
import { allOption, cursorOption, limitOption, parseTime } from '../options.ts';
import type { PageOptions } from '../pages.ts';

/** Options of a list of chats. */
export interface ChatListOptions extends PageOptions {
  readonly query?: string;
  readonly archived?: true;
  readonly sort: 'recent' | 'title' | 'messages';
}

/** Options of the messages of a chat. */
export interface MessageListOptions extends PageOptions {
  readonly order: 'oldest' | 'newest';
  readonly around?: string;
  readonly at?: number;
}

/** Adds the options of a list of chats, except paging. */
export function addChatListOptions(command: Command): Command {
  return command
    .option('-q, --query <WORDS>', 'chats with these words in title or members, or with this phone number')
    .addOption(new Option('--sort <ORDER>', 'sort order').choices(['recent', 'title', 'messages']).default('recent'));
}

/** Adds the options of the messages of a chat, except paging. */
export function addMessageListOptions(command: Command): Command {
  return command
    .addOption(new Option('--order <ORDER>', 'sort order').choices(['oldest', 'newest']).default('oldest'))
    .option('--at <TIME>', 'start at this day or time', parseTime)
    .option('--around <KEY>', 'show this message in the middle');
}

/** Adds the paging options. */
export function addPageOptions(command: Command, items: string): Command {
  return command.addOption(limitOption(items)).addOption(cursorOption()).addOption(allOption());
}
