import type { MessageView } from '../../contract/chat.ts';
import { type ChatSource, excerptOf, messageGist } from '../../views/index.ts';
import { escapeHtml } from '../format/html.ts';
import type { LocalTime } from '../format/local-time.ts';
import { gistWords } from '../language/last-words.ts';
import type { Selection } from '../types.ts';
import { messageWords, senderName } from './message-words.ts';

/** Replies in the list of a thread; for a longer one their number is given. */
const MOST_LISTED = 200;

/** The replies of threads of a chat, as far as they are in the export. */
export class ThreadReplies {
  readonly #source: ChatSource;
  readonly #selection: Selection;
  readonly #chat: string;
  #found: ReadonlyMap<string, readonly MessageView[]> = new Map();

  constructor(source: ChatSource, selection: Selection, chat: string) {
    this.#source = source;
    this.#selection = selection;
    this.#chat = chat;
  }

  /** Reads the replies of the threads that these messages begin, and returns all of them. */
  async find(messages: readonly MessageView[]): Promise<readonly MessageView[]> {
    const threads = messages.flatMap(({ guid, thread }) => (thread !== null && thread.id === guid ? thread.id : []));
    if (threads.length === 0) {
      this.#found = new Map();
      return [];
    }
    const { views, backup } = this.#selection;
    this.#found = await this.#source.replies(views, backup, this.#chat, [...new Set(threads)], MOST_LISTED);
    return [...this.#found.values()].flat();
  }

  /** The replies of the thread that a message begins; none for other messages. */
  of({ guid }: MessageView): readonly MessageView[] {
    return this.#found.get(guid ?? '')?.filter((reply) => this.#isExported(reply)) ?? [];
  }

  #isExported(message: MessageView): boolean {
    const { request, isWanted } = this.#selection;
    const { from, to, messages } = request;
    const at = message.sentAt ?? 0;
    return (
      (from === undefined || at >= from) &&
      (to === undefined || at < to) &&
      messages?.includes(message.key) !== false &&
      isWanted?.(message) !== false
    );
  }
}

/** The replies of a thread as a list of links, closed on the screen and open on paper; empty for none. */
export function threadHtml(
  { thread }: MessageView,
  replies: readonly MessageView[],
  address: (key: string) => string,
  clock: LocalTime,
): string {
  if (thread === null || replies.length === 0) return '';
  const { words } = clock;
  const items = replies.map((reply) => {
    const head = [senderName(reply, words), clock.stamp(reply.sentAt)].filter((part) => part !== '').join(' · ');
    const said = saidWords(reply, clock);
    return `<li><a href="${escapeHtml(address(reply.key))}">${escapeHtml(head)}</a> ${escapeHtml(said)}</li>`;
  });
  const more = thread.replies - replies.length;
  if (more > 0) items.push(`<li>${escapeHtml(words.text.message.moreReplies({ count: more }))}</li>`);
  const title = escapeHtml(words.page.chat.thread.replies({ count: thread.replies }));
  return `<details class="t"><summary>${title}</summary><ol>${items.join('')}</ol></details>`;
}

/** The first words of a message, or its kind if it has none. */
function saidWords(message: MessageView, clock: LocalTime): string {
  const gist = messageGist(message);
  return gist === null ? excerptOf(messageWords(message, clock).join(' ')) : gistWords(gist, clock.words);
}
