import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { type NoteMessage } from '../../../../locales/messages.ts';
import {
  asInteger,
  asShortText,
  asText,
  type Lost,
  positionsOf,
  type SourceTable,
  type SqlValue,
} from '../../../kit/source-table.ts';
import type { Chat } from '../chats.ts';
import type { SourceHandle } from '../handles.ts';
import type { Placement } from '../message-chats.ts';
import type { MessageSource, SourceContext, SourceFacts } from '../message-source.ts';
import { LegacyAttachments } from './legacy-attachments.ts';
import { chatKey, type MadridChat, readGroups, readMadridChats } from './legacy-chats.ts';
import { factsOfFlags } from './legacy-flags.ts';
import { LegacyHandles, serviceOf } from './legacy-handles.ts';
import { LegacyParts } from './legacy-parts.ts';
import { type LegacyPositions, legacyExpressions } from './legacy-query.ts';

const NOWHERE: readonly Placement[] = [];

/** The schema of iOS 5 and earlier: SMS and MMS in groups, and since iOS 5 iMessages in separate chats. */
export class LegacyMessages implements MessageSource {
  readonly table: SourceTable;
  readonly expressions: ReturnType<typeof legacyExpressions>;
  readonly at: LegacyPositions;
  readonly handles: ReadonlyMap<number, SourceHandle>;
  readonly chats: readonly Chat[];
  readonly lookups: Iterable<readonly number[]> = [];
  readonly attachments: LegacyAttachments;
  readonly #handles: LegacyHandles;
  readonly #parts: LegacyParts;
  readonly #groups = new Set<number>();
  readonly #rooms = new Map<string, number>();
  readonly #directChats = new Map<string, number>();

  constructor(db: SqlDatabase, table: SourceTable, context: SourceContext, lost: Lost) {
    this.table = table;
    this.expressions = legacyExpressions(table);
    this.at = positionsOf(this.expressions);
    this.#handles = new LegacyHandles(table, context.region);
    this.handles = this.#handles.byRowid;
    const groups = [...readGroups(db, this.#handles, lost)];
    for (const { rowid } of groups) this.#groups.add(rowid);
    const madridChats = [...readMadridChats(db, this.#handles, lost)];
    for (const chat of madridChats) this.#name(chat);
    this.chats = [...groups, ...madridChats.map(({ chat }) => chat)].sort((a, b) => a.rowid - b.rowid);
    const fileAt: SourceContext['fileAt'] = (domain, path) => context.fileAt(domain, path);
    const note = (note: NoteMessage): void => context.note(note);
    this.#parts = new LegacyParts(db, table, fileAt, note, lost);
    this.attachments = new LegacyAttachments(db, table, this.#parts, fileAt, note, lost);
  }

  normalise(row: readonly SqlValue[]): readonly SqlValue[] {
    const { at } = this;
    const whole = [...row];
    whole[at.handle] = this.#handleOf(row)?.rowid ?? null;
    const rowid = asInteger(row[at.rowid]);
    // The text of an MMS is in its parts. Phones that take over a message with a text of its own put it before them.
    const words = rowid === null ? null : this.#parts.textOf(rowid);
    const own = asText(row[at.text]) || null;
    if (own === null) whole[at.text] = words;
    else if (words !== null && words !== own) whole[at.text] = `${own}\n${words}`;
    return whole;
  }

  placements(row: readonly SqlValue[]): readonly Placement[] {
    const chat = this.#chatOf(row);
    return chat === null ? NOWHERE : [{ chat, deletedAt: null }];
  }

  partsDeletedFrom(): undefined {
    return undefined;
  }

  facts(row: readonly SqlValue[]): SourceFacts | null {
    const { at } = this;
    return factsOfFlags(row[at.isMadrid] === 1, asInteger(row[at.smsFlags]) ?? 0, asInteger(row[at.madridFlags]) ?? 0);
  }

  #handleOf(row: readonly SqlValue[]): SourceHandle | null {
    const address = asShortText(row[this.at.address]);
    return address === null ? null : this.#handles.of(address, serviceOf(row[this.at.isMadrid] === 1));
  }

  #chatOf(row: readonly SqlValue[]): number | null {
    if (row[this.at.isMadrid] === 1) {
      const room = asShortText(row[this.at.room])?.trim();
      if (room) return this.#rooms.get(room) ?? null;
      const handle = this.#handleOf(row);
      return handle === null ? null : (this.#directChats.get(handle.key) ?? null);
    }
    const group = asInteger(row[this.at.group]);
    const key = group === null ? null : chatKey('msg_group', group);
    return key !== null && this.#groups.has(key) ? key : null;
  }

  /** Registers a chat under the names that its messages use; the first of several chats with the same name is used. */
  #name({ chat, room }: MadridChat): void {
    const add = (names: Map<string, number>, name: string): void => {
      if (!names.has(name)) names.set(name, chat.rowid);
    };
    if (room !== null) add(this.#rooms, room);
    if (chat.kind === 'group' && chat.identifier !== null) add(this.#rooms, chat.identifier);
    const [member] = chat.members;
    if (chat.kind === 'direct' && member !== undefined) add(this.#directChats, member.key);
  }
}
