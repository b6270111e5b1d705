import type { MessageView } from '../../contract/chat.ts';
import { isDomainError } from '../../model/errors.ts';
import { type ChatSource, chatPageStarts, type MessagePlace } from '../../views/index.ts';
import { isExported, ThreadReplies } from '../chats/thread-replies.ts';
import type { ExportJob } from '../types.ts';

/** Messages whose pages are remembered; those before are looked up. */
const REMEMBERED = 20_000;

/** Pages of the messages of a chat that others reply to, and of their replies. */
export class ReplyLinks {
  readonly #source: ChatSource;
  readonly #job: ExportJob;
  readonly #starts: readonly MessagePlace[];
  readonly #replies: ThreadReplies;
  #recent = new Map<string, number>();
  #older = new Map<string, number>();
  readonly #found = new Map<string, number>();
  /** Messages that are quoted but not in the export. */
  readonly #absent = new Set<string>();

  private constructor(source: ChatSource, job: ExportJob, chat: string, starts: readonly MessagePlace[]) {
    this.#source = source;
    this.#job = job;
    this.#starts = starts;
    this.#replies = new ThreadReplies(source, job, chat);
  }

  /** The reply links of a chat; `pageSize` is the number of messages per page. @throws BACKUP_NOT_FOUND, NOT_FOUND */
  static async of(source: ChatSource, job: ExportJob, chat: string, pageSize: number): Promise<ReplyLinks> {
    const { views, backup, request } = job;
    const place = await source.place(views, backup, chat);
    return new ReplyLinks(source, job, chat, await chatPageStarts(views, place, request, pageSize));
  }

  add(message: MessageView, page: number): void {
    if (this.#recent.size >= REMEMBERED) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(message.key, page);
  }

  /** Looks up the messages that these reply to, and those that reply to these. */
  async find(messages: readonly MessageView[]): Promise<void> {
    this.#found.clear();
    this.#absent.clear();
    for (const reply of await this.#replies.find(messages)) this.#found.set(reply.key, this.#pageOf(reply));
    const batch = new Set(messages.map(({ key }) => key));
    for (const { replyTo } of messages) {
      const key = replyTo?.key ?? null;
      if (key === null || batch.has(key) || this.#recent.has(key) || this.#older.has(key)) continue;
      const page = await this.#look(key);
      if (page === null) this.#absent.add(key);
      else this.#found.set(key, page);
    }
  }

  /** The replies of the thread that a message begins. */
  repliesTo(message: MessageView): readonly MessageView[] {
    return this.#replies.of(message);
  }

  /** The address of a message from a page of its chat; null if it is not in the export. */
  address(key: string, from: number): string | null {
    if (this.#absent.has(key)) return null;
    const page = this.#recent.get(key) ?? this.#older.get(key) ?? this.#found.get(key) ?? from;
    return `${page === from ? '' : `${page}.html`}#m${key}`;
  }

  async #look(key: string): Promise<number | null> {
    const { views, backup } = this.#job;
    try {
      const message = await this.#source.message(views, backup, key);
      return isExported(message, this.#job) ? this.#pageOf(message) : null;
    } catch (error) {
      if (isDomainError(error, 'NOT_FOUND')) return null;
      throw error;
    }
  }

  #pageOf({ sentAt, key }: MessageView): number {
    const [at, number] = [sentAt ?? 0, Number(key)];
    return this.#starts.findLastIndex(([start, first]) => start < at || (start === at && first <= number)) + 1 || 1;
  }
}
