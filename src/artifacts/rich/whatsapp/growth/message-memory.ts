import { Fingerprint } from '../../../kit/growth/fingerprint.ts';
import { LookupTrace } from '../../../kit/growth/lookup-trace.ts';
import type { Column } from '../../../kit/growth/packed-columns.ts';
import { PageList } from '../../../kit/growth/page-list.ts';
import { asInteger, type SqlValue } from '../../../kit/source-table.ts';
import type { MessageColumns } from '../message-query.ts';
import type { ReadMessage } from '../message-reader.ts';
import { MAX_ROWS } from '../related-rows.ts';
import { LOOKUP_KINDS, type MessageTrace, RARE_KINDS } from './message-trace.ts';
import { References } from './references.ts';

/** Tables whose rows name a message, by what they are for it. */
export const RELATED = { media: 'ZWAMEDIAITEM', infos: 'ZWAMESSAGEINFO', links: 'ZWAMESSAGEDATAITEM' } as const;

/** The pages of the table of messages, and of those whose rows name one. */
export type StorePages = Readonly<Record<'messages' | keyof typeof RELATED, PageList>>;

const MAX_UINT32 = 2 ** 32 - 1;

const fingerprint = new Fingerprint();

/** A stanza id in 32 bits, which are not 0. */
export function stanzaHash(stanzaId: string): number {
  fingerprint.reset();
  fingerprint.text(stanzaId);
  return fingerprint.a || 1;
}

/** What is remembered of all messages of a reading, by position in the pages of their table. */
export class MessageMemory {
  readonly pages: PageList;
  readonly media: References;
  readonly infos: References;
  readonly links: References;
  readonly trace: MessageTrace;
  /** UTC milliseconds; NaN for none. */
  readonly times: Float64Array<ArrayBuffer>;
  /** Z_PKs of sessions; 0 for none. */
  readonly sessions: Uint32Array<ArrayBuffer>;
  /** Steps of {@link trace}. */
  readonly steps: Uint32Array<ArrayBuffer>;
  /** Z_PKs of the media item and of the info that the message names; 0 for none. */
  readonly mediaItems: Uint32Array<ArrayBuffer>;
  readonly messageInfos: Uint32Array<ArrayBuffer>;
  /** Hashes of the stanza id of the message, and of the one that it quotes; 0 for none. */
  readonly stanzas: Uint32Array<ArrayBuffer>;
  readonly quoted: Uint32Array<ArrayBuffer>;
  /** Number of rows of attachments. */
  readonly attachments: Uint32Array<ArrayBuffer>;
  /** 1 for a message that can be kept if nothing that it is made of has changed. */
  readonly isKept: Uint8Array<ArrayBuffer>;
  #filled = 0;
  #isBroken = false;

  constructor({ messages, ...related }: StorePages, trace: MessageTrace = new LookupTrace(LOOKUP_KINDS, RARE_KINDS)) {
    const { length } = messages.rowids;
    this.pages = messages;
    this.media = new References(related.media);
    this.infos = new References(related.infos);
    this.links = new References(related.links);
    this.trace = trace;
    this.times = new Float64Array(length);
    this.sessions = new Uint32Array(length);
    this.steps = new Uint32Array(length);
    this.mediaItems = new Uint32Array(length);
    this.messageInfos = new Uint32Array(length);
    this.stanzas = new Uint32Array(length);
    this.quoted = new Uint32Array(length);
    this.attachments = new Uint32Array(length);
    this.isKept = new Uint8Array(length);
  }

  /**
   * Adds the next message.
   * @param step of the trace, after all that it has looked up
   * @param isSteady false if it must be read every time
   */
  add(
    columns: MessageColumns,
    message: ReadMessage,
    { step, isSteady }: { readonly step: number; readonly isSteady: boolean },
  ): void {
    const position = this.#filled++;
    if (this.pages.rowids[position] !== columns.pk) {
      this.discard();
      return;
    }
    const { row, session } = message;
    const ofSession = session ?? 0;
    const media = keyOf(columns.mediaItem);
    const info = keyOf(columns.messageInfo);
    const isFit = isUint32(ofSession) && isUint32(media) && isUint32(info);
    this.times[position] = row.sentAt ?? Number.NaN;
    this.sessions[position] = ofSession;
    this.mediaItems[position] = media;
    this.messageInfos[position] = info;
    this.steps[position] = step;
    this.stanzas[position] = row.stanzaId === null ? 0 : stanzaHash(row.stanzaId);
    this.quoted[position] = row.replyTo === null ? 0 : stanzaHash(row.replyTo);
    this.attachments[position] = message.attachments.length;
    // The call log must know the chats of calls; payments are of no table of which the rows are matched.
    const isOwn = row.kind !== 'call' && row.payment === null && session !== null && message.mediaCount < MAX_ROWS;
    this.isKept[position] = isSteady && isFit && isOwn ? 1 : 0;
  }

  /** Adds the next messages, which are those from one position of an earlier memory to before another. */
  addKept(earlier: MessageMemory, from: number, end: number): void {
    const [own, theirs] = [this.#columns, earlier.#columns];
    for (const [index, column] of own.entries()) {
      column.set(theirs[index]?.subarray(from, end) ?? [], this.#filled);
    }
    this.#filled += end - from;
  }

  /** Makes this memory useless. */
  discard(): void {
    this.#isBroken = true;
  }

  /** False if it describes another reading than the one that took place. */
  get isComplete(): boolean {
    const isBroken = this.#isBroken || [this.media, this.infos, this.links].some((each) => each.isBroken);
    return !isBroken && !this.trace.isFull && this.#filled === this.pages.rowids.length;
  }

  get #columns(): readonly Column[] {
    const { times, sessions, steps, mediaItems, messageInfos, stanzas, quoted, attachments, isKept } = this;
    return [times, sessions, steps, mediaItems, messageInfos, stanzas, quoted, attachments, isKept];
  }

  /** The messages that rows of other tables name. */
  get references(): Readonly<Record<keyof typeof RELATED, References>> {
    const { media, infos, links } = this;
    return { media, infos, links };
  }

  /** As columns, which take over its memory: it is of no use afterwards. */
  takeColumns(): readonly Column[] {
    const { trace, steps } = this;
    const ofTrace = trace.takeColumns(steps);
    const related = [this.media, this.infos, this.links];
    return [
      ...this.pages.takeColumns(),
      ...related.flatMap(({ pages, messages }) => [...pages.takeColumns(), messages]),
      ...ofTrace,
      ...this.#columns,
    ];
  }

  /** The memory of {@link takeColumns}; null if it cannot be used. */
  static from(columns: readonly ArrayBuffer[]): MessageMemory | null {
    let at = 0;
    const take = (count: number): readonly ArrayBuffer[] => columns.slice(at, (at += count));
    const lists: PageList[] = [];
    const references: ArrayBuffer[] = [];
    for (let list = 0; list < 4; list++) {
      const pages = PageList.of(take(PageList.columns));
      if (pages === null) return null;
      lists.push(pages);
      if (list > 0) references.push(...take(1));
    }
    const [messages, media, infos, links] = lists;
    const trace = LookupTrace.from(LOOKUP_KINDS, RARE_KINDS, take(LookupTrace.columns));
    if (messages === undefined || media === undefined || infos === undefined || links === undefined) return null;
    if (trace === null) return null;
    const memory = new MessageMemory({ messages, media, infos, links }, trace);
    const own = [memory.media.messages, memory.infos.messages, memory.links.messages, ...memory.#columns];
    for (const [index, stored] of [...references, ...columns.slice(at)].entries()) {
      const column = own[index];
      if (column?.byteLength !== stored.byteLength) return null;
      new Uint8Array(column.buffer).set(new Uint8Array(stored));
    }
    if (columns.length - at !== memory.#columns.length) return null;
    if (memory.steps.some((step) => step >= trace.size)) return null;
    memory.#filled = messages.rowids.length;
    return memory;
  }
}

function isUint32(key: number): boolean {
  return key >= 0 && key <= MAX_UINT32;
}

/** A Z_PK, or 0 for none. */
function keyOf(value: SqlValue): number {
  return asInteger(value) ?? 0;
}
