import type { DatabaseSync } from 'node:sqlite';
import { type NoteMessage } from '../../../../locales/messages.ts';
import {
  asInteger,
  asShortText,
  asText,
  type Lost,
  type SourceTable,
  type SqlValue,
} from '../../../kit/source-table.ts';
import type { Chat } from '../chats.ts';
import type { SourceHandle } from '../handles.ts';
import type { Placement } from '../message-chats.ts';
import { AT } from '../message-query.ts';
import type { MessageSource, SourceContext, SourceFacts } from '../message-source.ts';
import { LegacyAttachments } from './legacy-attachments.ts';
import { chatKey, type MadridChat, readGroups, readMadridChats } from './legacy-chats.ts';
import { factsOfFlags } from './legacy-flags.ts';
import { LegacyHandles, serviceOf } from './legacy-handles.ts';
import { LegacyParts } from './legacy-parts.ts';
import { LEGACY_AT, legacyExpressions } from './legacy-query.ts';

const NOWHERE: readonly Placement[] = [];

/** The schema of iOS 5 and earlier: SMS and MMS in groups, and from iOS 5 on iMessages in chats of their own. */
export class LegacyMessages implements MessageSource {
  readonly table: SourceTable;
  readonly expressions: readonly string[];
  readonly handles: ReadonlyMap<number, SourceHandle>;
  readonly chats: readonly Chat[];
  readonly lookups: Iterable<readonly number[]> = [];
  readonly attachments: LegacyAttachments;
  readonly #handles: LegacyHandles;
  readonly #parts: LegacyParts;
  readonly #groups = new Set<number>();
  readonly #rooms = new Map<string, number>();
  readonly #directChats = new Map<string, number>();

  constructor(db: DatabaseSync, table: SourceTable, context: SourceContext, lost: Lost) {
    this.table = table;
    this.expressions = legacyExpressions(table);
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
    const whole = [...row];
    const handle = this.#handleOf(row);
    if (handle !== null) whole[AT.handle] = handle.rowid;
    const rowid = asInteger(row[AT.rowid]);
    // The words of an MMS stand in its parts.
    if (rowid !== null && !asText(row[AT.text])) whole[AT.text] = this.#parts.textOf(rowid);
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
    const flags = (at: number): number => asInteger(row[at]) ?? 0;
    return factsOfFlags(row[LEGACY_AT.isMadrid] === 1, flags(LEGACY_AT.smsFlags), flags(LEGACY_AT.madridFlags));
  }

  #handleOf(row: readonly SqlValue[]): SourceHandle | null {
    const address = asShortText(row[LEGACY_AT.address]);
    return address === null ? null : this.#handles.of(address, serviceOf(row[LEGACY_AT.isMadrid] === 1));
  }

  #chatOf(row: readonly SqlValue[]): number | null {
    if (row[LEGACY_AT.isMadrid] === 1) {
      const room = asShortText(row[LEGACY_AT.room])?.trim();
      if (room) return this.#rooms.get(room) ?? null;
      const handle = this.#handleOf(row);
      return handle === null ? null : (this.#directChats.get(handle.key) ?? null);
    }
    const group = asInteger(row[LEGACY_AT.group]);
    const key = group === null ? null : chatKey('msg_group', group);
    return key !== null && this.#groups.has(key) ? key : null;
  }

  /** Remembers a chat by what its messages call it; the first of several. */
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
