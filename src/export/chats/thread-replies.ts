import type { MessageView } from '../../contract/chat.ts';
import type { ChatSource } from '../../views/index.ts';
import type { Selection } from '../types.ts';

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
    return this.#found.get(guid ?? '')?.filter((reply) => isExported(reply, this.#selection)) ?? [];
  }
}

/** True if a message of an exported chat is in the export, too. */
export function isExported(message: MessageView, { request, isWanted }: Selection): boolean {
  const { from, to, messages } = request;
  const at = message.sentAt ?? 0;
  return (
    (from === undefined || at >= from) &&
    (to === undefined || at < to) &&
    messages?.includes(message.key) !== false &&
    isWanted?.(message) !== false
  );
}

/** True if messages of an exported chat may be missing in the export. */
export function isExcerpt({ request, isWanted }: Selection): boolean {
  return [request.from, request.to, request.messages, isWanted].some((choice) => choice !== undefined);
}
