import { type Command, Option } from 'commander';
import { parseLimit, parseTime } from '../options.ts';

/** Options of a list of chats. */
export interface ChatListOptions {
  readonly query?: string;
  readonly archived?: true;
  readonly sort: 'recent' | 'title' | 'messages';
  readonly limit: number;
  readonly cursor?: string;
}

/** Options of the messages of a chat. */
export interface MessageListOptions {
  readonly order: 'oldest' | 'newest';
  readonly around?: string;
  readonly at?: number;
  readonly limit: number;
  readonly cursor?: string;
}

/** Adds the options of a list of chats, without those of pages. */
export function addChatListOptions(command: Command): Command {
  return command
    .option('-q, --query <WORDS>', 'chats with these words in their title or their members, or with this phone number')
    .addOption(
      new Option('--sort <ORDER>', 'order of the chats').choices(['recent', 'title', 'messages']).default('recent'),
    );
}

/** Adds the options of the messages of a chat, without those of pages. */
export function addMessageListOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--order <ORDER>', 'which messages come first').choices(['oldest', 'newest']).default('oldest'),
    )
    .option('--at <TIME>', 'begin with the messages of this day or time', parseTime)
    .option('--around <KEY>', 'show this message and those around it');
}

/** Adds the options of pages. */
export function addPageOptions(command: Command, items: string): Command {
  return command
    .option('--limit <N>', `${items} on one page, 1–200`, parseLimit, 50)
    .option('--cursor <CURSOR>', 'go on where another page ended, or back');
}
