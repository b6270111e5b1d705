import { RowMatches } from '../../../kit/growth/row-matches.ts';
import { asInteger, type SourceTable } from '../../../kit/source-table.ts';
import { asTrimmed, textColumn } from '../values.ts';
import { type MessageMemory, type RELATED, stanzaHash } from './message-memory.ts';
import type { References } from './references.ts';

type Related = keyof typeof RELATED;

const IDS = '(SELECT value FROM json_each(?))';

/** The tables now. */
export interface CurrentTables extends Readonly<Record<Related, SourceTable>> {
  readonly messages: SourceTable;
  /** Stanza ids of payments. */
  readonly payments: Iterable<string>;
}

/**
 * The messages that must be read again since an earlier reading, whatever the reason:
 *
 * 1. their row is new or on a page that changed, or they must be read every time;
 * 2. a look-up has another result now: chat, sender, people, files;
 * 3. a row that names them or that they name (media item, info, preview) is on a page that changed, or is gone;
 * 4. there is a payment with their stanza id, or the message that they quote is one of 1 to 3 or is gone;
 * 5. they share a media item with one of 1 to 4: it becomes a file of the first of them.
 */
export class ChangedMessages {
  /** Positions of rows in the earlier memory, or -1. */
  readonly before: Int32Array;
  /** 1 for each row, by position, that must be read. */
  readonly isChanged: Uint8Array;
  /** Z_PKs of media items of rows that must be read. */
  readonly media = new Set<number>();
  /** Number of rows that must be read. */
  count = 0;
  readonly #now: MessageMemory;
  readonly #earlier: MessageMemory;
  readonly #matches: RowMatches;
  /** Z_PKs that changed or are gone. */
  readonly #related: Readonly<Record<Related, ReadonlySet<number>>>;
  /** Hashes of the stanza ids of messages of which others may be read. */
  readonly #stanzas = new Set<number>();

  /**
   * @param now a memory without contents, whose references are filled in
   * @param changedSteps of the trace of `earlier`
   * @throws an error of SQLite if a table is damaged
   */
  constructor(now: MessageMemory, earlier: MessageMemory, tables: CurrentTables, changedSteps: Uint8Array) {
    this.#now = now;
    this.#earlier = earlier;
    this.#matches = new RowMatches(now.pages, earlier.pages);
    this.before = this.#matches.before;
    this.isChanged = new Uint8Array(this.before.length);
    const named: number[] = [];
    this.#related = {
      media: this.#compare(tables.media, now.media, earlier.media, named),
      infos: this.#compare(tables.infos, now.infos, earlier.infos, named),
      links: this.#compare(tables.links, now.links, earlier.links, named),
    };
    this.#addUnlike(changedSteps);
    for (const message of named) this.#add(now.pages.positionOf(message));
    this.#addPaid(tables.payments);
    this.#noteGone();
    this.#noteRead(tables.messages);
    this.#addReplies();
    this.#addNewest();
    this.#addSharers();
  }

  /** Where the rows end that begin at a position, stay and followed each other earlier; the position if it does not stay. */
  endOfKept(position: number): number {
    return this.#matches.endOfKept(position, this.isChanged);
  }

  /** Z_PKs of all messages with stanza ids of these hashes, and perhaps of others, ascending. */
  withStanzas(hashes: ReadonlySet<number>): readonly number[] {
    const { rowids } = this.#now.pages;
    const found: number[] = [];
    for (let position = 0; position < rowids.length; position++) {
      const before = this.before[position] as number;
      if (before === -1 || hashes.has(this.#earlier.stanzas[before] as number)) found.push(rowids[position] as number);
    }
    return found;
  }

  /** The media items of messages that stay. */
  mediaOfKept(): (pk: number) => boolean {
    const { media, pages } = this.#now;
    const isTaken = new Uint8Array(media.pages.rowids.length);
    const isKept = (position: number): boolean => position !== -1 && this.isChanged[position] === 0;
    for (let position = 0; position < this.before.length; position++) {
      const item = isKept(position) ? (this.#earlier.mediaItems[this.before[position] as number] as number) : 0;
      const at = item === 0 ? -1 : media.pages.positionOf(item);
      if (at !== -1) isTaken[at] = 1;
    }
    for (let at = 0; at < isTaken.length; at++) {
      const message = media.messages[at] as number;
      if (!Number.isNaN(message) && isKept(pages.positionOf(message))) isTaken[at] = 1;
    }
    return (pk) => isTaken[media.pages.positionOf(pk)] === 1;
  }

  #add(position: number): boolean {
    if (position === -1 || this.isChanged[position] === 1) return false;
    this.isChanged[position] = 1;
    this.count++;
    return true;
  }

  /**
   * Finds the rows of a table that changed or are gone, and fills in which messages the others name, as they did earlier.
   * @param named receives the messages that the changed rows name, now or earlier
   */
  #compare(table: SourceTable, now: References, earlier: References, named: number[]): ReadonlySet<number> {
    const { before, isThere } = new RowMatches(now.pages, earlier.pages);
    const changed = new Set<number>();
    for (let position = 0; position < before.length; position++) {
      if (before[position] === -1) changed.add(now.pages.rowids[position] as number);
      else now.messages[position] = earlier.messages[before[position] as number] as number;
    }
    const columns = { pk: table.rowid, message: table.integer('ZMESSAGE') };
    if (changed.size > 0) {
      for (const row of table.select(columns, `WHERE rowid IN ${IDS}`).iterate(JSON.stringify([...changed]))) {
        const [pk, message] = [asInteger(row.pk), asInteger(row.message)];
        if (pk === null || message === null) continue;
        now.messages[now.pages.positionOf(pk)] = message;
        named.push(message);
      }
    }
    for (let position = 0; position < isThere.length; position++) {
      if (isThere[position] === 1) continue;
      changed.add(earlier.pages.rowids[position] as number);
      named.push(earlier.messages[position] as number);
    }
    now.isKnown = true;
    return changed;
  }

  #addUnlike(changedSteps: Uint8Array): void {
    const { isKept, steps, mediaItems, messageInfos } = this.#earlier;
    const { media, infos } = this.#related;
    const hasRelated = media.size + infos.size > 0;
    for (let position = 0; position < this.before.length; position++) {
      const before = this.before[position] as number;
      const stays =
        before !== -1 &&
        isKept[before] === 1 &&
        changedSteps[steps[before] as number] === 0 &&
        !(hasRelated && (media.has(mediaItems[before] as number) || infos.has(messageInfos[before] as number)));
      if (!stays) this.#add(position);
    }
  }

  #addPaid(payments: Iterable<string>): void {
    const paid = new Set(Array.from(payments, stanzaHash));
    if (paid.size > 0) this.#addWith(this.#earlier.stanzas, paid);
  }

  /** Adds the rows whose number in a column of the earlier memory is one of these. */
  #addWith(column: Uint32Array, values: ReadonlySet<number>): boolean {
    let isAny = false;
    for (let position = 0; position < this.before.length; position++) {
      if (this.isChanged[position] === 1) continue;
      if (values.has(column[this.before[position] as number] as number) && this.#add(position)) isAny = true;
    }
    return isAny;
  }

  /** Notes what rows that are gone, or are others now, were to others. */
  #noteGone(): void {
    const { isThere } = this.#matches;
    const { stanzas, mediaItems, media, pages } = this.#earlier;
    const gone = new Set<number>();
    for (let before = 0; before < isThere.length; before++) {
      if (isThere[before] === 1) continue;
      this.#stanzas.add(stanzas[before] as number);
      this.media.add(mediaItems[before] as number);
      gone.add(pages.rowids[before] as number);
    }
    if (gone.size === 0) return;
    media.forEach((pk, message) => {
      if (gone.has(message)) this.media.add(pk);
    });
  }

  /** Notes what rows that are read are to others. */
  #noteRead(messages: SourceTable): void {
    const { rowids } = this.#now.pages;
    const fresh: number[] = [];
    for (let position = 0; position < this.before.length; position++) {
      if (this.isChanged[position] === 0) continue;
      const before = this.before[position] as number;
      if (before === -1) fresh.push(rowids[position] as number);
      else {
        this.#stanzas.add(this.#earlier.stanzas[before] as number);
        this.media.add(this.#earlier.mediaItems[before] as number);
      }
    }
    const columns = { media: messages.integer('ZMEDIAITEM'), stanza: textColumn(messages, 'ZSTANZAID') };
    for (const row of messages.select(columns, `WHERE rowid IN ${IDS}`).iterate(JSON.stringify(fresh))) {
      const stanza = asTrimmed(row.stanza);
      if (stanza !== null) this.#stanzas.add(stanzaHash(stanza));
      this.media.add(asInteger(row.media) ?? 0);
    }
  }

  #addReplies(): void {
    this.#stanzas.delete(0);
    const { quoted, mediaItems } = this.#earlier;
    for (let position = 0; position < this.before.length; position++) {
      const before = this.before[position] as number;
      if (before === -1 || !this.#stanzas.has(quoted[before] as number) || !this.#add(position)) continue;
      this.media.add(mediaItems[before] as number);
    }
  }

  /** Adds messages that share a media item with one that is read, and those that share one with these. */
  #addSharers(): void {
    const { media, pages } = this.#now;
    const { mediaItems } = this.#earlier;
    for (let size = -1; size !== this.count; ) {
      size = this.count;
      media.forEach((pk, message) => {
        const position = pages.positionOf(message);
        if (position === -1) return;
        if (this.isChanged[position] === 1) this.media.add(pk);
        else if (this.media.has(pk)) this.#add(position);
      });
      this.media.delete(0);
      this.#addWith(mediaItems, this.media);
      for (let position = 0; position < this.before.length; position++) {
        const before = this.before[position] as number;
        if (this.isChanged[position] === 1 && before !== -1) this.media.add(mediaItems[before] as number);
      }
      this.media.delete(0);
    }
  }

  /** Adds the newest of the messages of each session that stay: its text may be that of the chat. */
  #addNewest(): void {
    const { sessions, times } = this.#earlier;
    const newest = new Map<number, { readonly position: number; readonly time: number }>();
    for (let position = 0; position < this.before.length; position++) {
      if (this.isChanged[position] === 1) continue;
      const before = this.before[position] as number;
      const session = sessions[before] as number;
      const at = times[before] as number;
      const time = Number.isNaN(at) ? 0 : at;
      const known = newest.get(session);
      if (known === undefined || time >= known.time) newest.set(session, { position, time });
    }
    for (const { position } of newest.values()) {
      this.#add(position);
      this.media.add(this.#earlier.mediaItems[this.before[position] as number] as number);
    }
  }
}
