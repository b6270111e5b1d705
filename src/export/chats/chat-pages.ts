import type { ChatView, MessageView } from '../../contract/chat.ts';
import type { SafePaths } from '../../media/index.ts';
import { isDomainError } from '../../model/errors.ts';
import { type ChatSource, chatDays } from '../../views/index.ts';
import type { Attachments } from '../attachments.ts';
import { aboutHtml } from '../format/about-html.ts';
import { escapeHtml, hrefOf, PAGE_END, pageStart } from '../format/html.ts';
import type { LocalTime } from '../format/local-time.ts';
import { lastWords } from '../language/last-words.ts';
import type { Words } from '../language/words.ts';
import type { MakePart, PagePart, PartFacts } from '../parts/parts.ts';
import { type Piece, partsInOrder } from '../parts/parts-in-order.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { chatFacts } from './chat-facts.ts';
import { type ChatPeriod, chatPeriods, MOST_MESSAGES, periodAt } from './chat-periods.ts';
import { exportedChats, scanMessages } from './chat-source.ts';
import { INDEX_STYLE } from './chat-style.ts';
import { chatHtml, chatPictureHtml } from './chats-html.ts';
import { memberNames } from './member-names.ts';
import { isExcerpt, isExported, ThreadReplies } from './thread-replies.ts';

/** Folder of the pages. */
const FOLDER = 'conversations';

/** What pages are made with. */
interface PageTools {
  readonly attachments: Attachments;
  readonly clock: LocalTime;
}

/** Chats as HTML pages, and an index if there are several pages; then the files they refer to. */
export async function* chatPages(
  source: ChatSource,
  job: ExportJob,
  { paths, attachments, clock }: PageTools & { readonly paths: SafePaths },
): AsyncGenerator<ExportFile, void, undefined> {
  const listed: string[] = [];
  let pages = 0;
  let found = new Found();
  const pieces = pagesOf(source, job, paths);
  const make: MakePart = (part) => chatPage(source, job, part as PagePart, { attachments, clock });
  for await (const { piece, contents, facts } of partsInOrder(pieces, make, job.helper ?? null)) {
    const { part, path, isLast } = piece;
    const { chat, periods, places } = part;
    yield { path, modifiedAt: chat.lastAt, compress: true, contents, parts: periods.length };
    yield* attachments.take();
    found.add(facts());
    if (!isLast) continue;
    pages += periods.length;
    listed.push(listedHtml(job, chat, found, { periods, places, clock, attachments }));
    found = new Found();
  }
  if (pages < 2) return;
  const contents = indexHtml(job, listed);
  yield { path: paths.place('index.html', '', 'directory'), modifiedAt: null, compress: true, contents };
}

/** The pages of all chats, in their order. */
async function* pagesOf(
  source: ChatSource,
  job: ExportJob,
  paths: SafePaths,
): AsyncGenerator<Piece & { readonly part: PagePart; readonly path: string; readonly isLast: boolean }> {
  for await (const chat of exportedChats(source, job).chats()) {
    const periods = await periodsOf(source, job, chat);
    const name = `${chat.title.replaceAll('/', '_')} ${chat.key}`;
    const places = periods.map((period) =>
      paths.place(FOLDER, `${[name, period.name].join(' ').trimEnd()}.html`, 'file'),
    );
    const size = Math.ceil(chat.messageCount / periods.length);
    for (const [turn, [index]] of inOrder(job, [...periods.entries()]).entries()) {
      const part: PagePart = { kind: 'page', chat, periods, places, index };
      yield { part, size, path: places[index] ?? '', isLast: turn === periods.length - 1 };
    }
  }
}

/** A page of a chat. Returns what it has found. */
export async function* chatPage(
  source: ChatSource,
  job: ExportJob,
  { chat, periods, places, index }: PagePart,
  { attachments, clock }: PageTools,
): AsyncGenerator<string, PartFacts, undefined> {
  const period = periods[index] ?? { name: '', from: undefined, to: undefined };
  const found = new Found();
  const links = new Links(source, job, chat.key, { periods, places, index });
  yield* chatHtml(job, chat, scanMessages(source, job, chat.key, period), {
    clock,
    attachments,
    up: '../',
    name: period.name,
    navigation: navigationHtml(job, { periods, places, index }, clock.words),
    facts: chatFacts(chat, clock),
    onMessage: (key, sentAt) => {
      found.see(sentAt);
      links.add(key);
    },
    prepare: (messages) => links.find(messages),
    address: (key) => links.address(key),
    replies: (message) => links.repliesTo(message),
  });
  return { count: found.count, first: found.first, last: found.last };
}

/** The pages of a chat: one, or a page for each period of a long one. */
export async function periodsOf(
  source: ChatSource,
  { views, backup, request }: ExportJob,
  { key, messageCount }: ChatView,
): Promise<ChatPeriod[]> {
  const { timeZone, from, to, split = MOST_MESSAGES } = request;
  if (messageCount <= split || request.messages !== undefined) return [{ name: '', from, to }];
  const { items } = await chatDays(views, await source.place(views, backup, key), timeZone);
  return chatPeriods(items, timeZone, request, split);
}

/** Pages in the order of their messages. */
function inOrder<T>({ request }: ExportJob, pages: readonly T[]): readonly T[] {
  return request.order === 'newest' ? pages.toReversed() : pages;
}

/** The exported part of a chat. */
class Found {
  count = 0;
  first: number | null = null;
  last: number | null = null;

  /** Counts a message. */
  see(sentAt: number | null): void {
    this.add({ count: 1, first: sentAt, last: sentAt });
  }

  /** Counts the messages of a page. */
  add(facts: PartFacts | null): void {
    if (facts === null) return;
    const { count, first, last } = facts;
    this.count += count;
    if (first !== null) this.first = Math.min(this.first ?? first, first);
    if (last !== null) this.last = Math.max(this.last ?? last, last);
  }
}

interface Placed {
  readonly periods: readonly ChatPeriod[];
  readonly places: readonly string[];
}

/** Addresses of messages that others reply to, and of their replies, which may be on other pages. */
class Links {
  readonly #source: ChatSource;
  readonly #job: ExportJob;
  readonly #placed: Placed & { readonly index: number };
  /** Keys of this page; of a whole chat with one page, none. */
  readonly #here = new Set<string>();
  readonly #elsewhere = new Map<string, string>();
  /** Messages that are quoted but not in the export. */
  readonly #absent = new Set<string>();
  readonly #replies: ThreadReplies;

  constructor(source: ChatSource, job: ExportJob, chat: string, placed: Placed & { readonly index: number }) {
    this.#source = source;
    this.#job = job;
    this.#replies = new ThreadReplies(source, job, chat);
    this.#placed = placed;
  }

  add(key: string | number): void {
    if (this.#hasOthers) this.#here.add(String(key));
  }

  /** True if quoted messages may be elsewhere, or nowhere. */
  get #hasOthers(): boolean {
    return this.#placed.periods.length > 1 || isExcerpt(this.#job);
  }

  /** Finds the messages that these reply to, and those that reply to these. */
  async find(messages: readonly MessageView[]): Promise<void> {
    this.#elsewhere.clear();
    this.#absent.clear();
    const replies = await this.#replies.find(messages);
    if (!this.#hasOthers) return;
    for (const { key, sentAt } of replies) this.#place(key, sentAt);
    const batch = new Set(messages.map(({ key }) => key));
    for (const { replyTo } of messages) {
      const key = replyTo?.key ?? null;
      if (key === null || this.#here.has(key) || batch.has(key) || this.#elsewhere.has(key)) continue;
      const quoted = await this.#quoted(key);
      if (quoted === null || !isExported(quoted, this.#job)) this.#absent.add(key);
      else this.#place(key, quoted.sentAt);
    }
  }

  #place(key: string, at: number | null): void {
    const { periods, places, index } = this.#placed;
    const page = periodAt(periods, at);
    if (page !== index) this.#elsewhere.set(key, nameIn(places[page] ?? ''));
  }

  repliesTo(message: MessageView): readonly MessageView[] {
    return this.#replies.of(message);
  }

  address(key: string): string | null {
    return this.#absent.has(key) ? null : `${this.#elsewhere.get(key) ?? ''}#m${key}`;
  }

  async #quoted(key: string): Promise<MessageView | null> {
    const { views, backup } = this.#job;
    try {
      return await this.#source.message(views, backup, key);
    } catch (error) {
      if (isDomainError(error, 'NOT_FOUND')) return null;
      throw error;
    }
  }
}

/** Address of a page from another page of the same folder. */
function nameIn(path: string): string {
  return hrefOf(path.slice(path.lastIndexOf('/') + 1));
}

function navigationHtml(
  job: ExportJob,
  { periods, places, index: current }: Placed & { readonly index: number },
  { text }: Words,
): string {
  if (periods.length === 1) return '';
  const links = inOrder(job, [...periods.entries()]).map(([index, { name }]) =>
    index === current ? `<b aria-current="page">${name}</b>` : `<a href="${nameIn(places[index] ?? '')}">${name}</a>`,
  );
  return `<nav aria-label="${text.chat.pages}"><a href="../index.html">${text.chat.all}</a> ${links.join(' ')}</nav>\n`;
}

function listedHtml(
  job: ExportJob,
  chat: ChatView,
  { count, first, last }: Found,
  { periods, places, clock, attachments }: Placed & { readonly clock: LocalTime; readonly attachments: Attachments },
): string {
  const { text } = clock.words;
  const days = [...new Set([clock.date(first), clock.date(last)])].filter((day) => day !== '').join(' – ');
  const links = inOrder(job, [...places.entries()]).map(
    ([index, path]) => `<a href="${hrefOf(path)}">${periods[index]?.name ?? ''}</a>`,
  );
  const [[, entrance] = [0, '']] = inOrder(job, [...places.entries()]);
  const said = lastWords(chat, clock.words);
  const line = [text.counted.messages({ count }), days].filter((part) => part !== '').join(' · ');
  return (
    `<li>${chatPictureHtml(chat, { attachments, up: '' })}<a href="${hrefOf(entrance)}">${escapeHtml(chat.title)}</a><div class="p">${line}</div>` +
    `<div class="p">${escapeHtml(memberNames(chat.participants, clock.words).join(', '))}</div>` +
    `<div>${escapeHtml(said.replaceAll('\ufffc', '').slice(0, 200))}</div>` +
    `${periods.length === 1 ? '' : `<nav aria-label="${text.chat.pages}">${links.join(' ')}</nav>`}</li>\n`
  );
}

async function* indexHtml(
  { about, words }: ExportJob,
  listed: readonly string[],
): AsyncGenerator<string, void, undefined> {
  const title = words.text.chat.of({ name: about.backup.name });
  yield pageStart(title, INDEX_STYLE, { language: words.language, about });
  yield `<header><h1>${escapeHtml(title)}</h1>\n${aboutHtml(about, words)}</header>\n<main><ul>\n`;
  yield* listed;
  yield `</ul></main>\n${PAGE_END}`;
}
