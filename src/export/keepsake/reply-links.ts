import type { MessageView } from '../../contract/chat.ts';
import { isDomainError } from '../../model/errors.ts';
import type { ChatSource } from '../../views/index.ts';
import type { ExportJob } from '../types.ts';

/** Messages whose pages are remembered; those before are looked up. */
const REMEMBERED = 20_000;

/** Position of a message in its chat. */
type Place = readonly [at: number, key: number];

/** Pages of the messages of a chat, which others reply to. */
export class ReplyLinks {
  readonly #source: ChatSource;
  readonly #job: ExportJob;
  /** Position of the first message of each page. */
  readonly #starts: Place[] = [];
  #recent = new Map<string, number>();
  #older = new Map<string, number>();
  readonly #found = new Map<string, number>();

  constructor(source: ChatSource, job: ExportJob) {
    this.#source = source;
    this.#job = job;
  }

  add(message: MessageView, page: number): void {
    if (page > this.#starts.length) this.#starts.push(placeOf(message));
    if (this.#recent.size >= REMEMBERED) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(message.key, page);
  }

  /** Looks up the messages that these reply to. */
  async find(messages: readonly MessageView[]): Promise<void> {
    this.#found.clear();
    const batch = new Set(messages.map(({ key }) => key));
    for (const { replyTo } of messages) {
      const key = replyTo?.key ?? null;
      if (key === null || batch.has(key) || this.#recent.has(key) || this.#older.has(key)) continue;
      const page = await this.#look(key);
      if (page !== null) this.#found.set(key, page);
    }
  }

  /** The address of a message from a page of its chat. A later one may be on a page that does not exist yet. */
  address(key: string, from: number): string {
    const page = this.#recent.get(key) ?? this.#older.get(key) ?? this.#found.get(key) ?? from;
    return `${page === from ? '' : `${page}.html`}#m${key}`;
  }

  async #look(key: string): Promise<number | null> {
    const { views, backup } = this.#job;
    try {
      const [at, number] = placeOf(await this.#source.message(views, backup, key));
      const page = this.#starts.findLastIndex(
        ([start, first]) => start < at || (start === at && !(Number.isNaN(number) || first > number)),
      );
      return page === -1 ? null : page + 1;
    } catch (error) {
      if (isDomainError(error, 'NOT_FOUND')) return null;
      throw error;
    }
  }
}

function placeOf({ sentAt, key }: MessageView): Place {
  return [sentAt ?? 0, Number(key)];
}
