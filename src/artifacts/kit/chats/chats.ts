import { msg } from '../../../locales/messages.ts';
import type { NamedPerson } from '../../../model/chat-event.ts';
import type { RowOf } from '../../../model/columns.ts';
import type { ExtractContext } from '../artifact.ts';
import { excerpt, MessageTally } from '../message-tally.ts';
import { FieldReader } from '../records/field-reader.ts';
import { f } from '../records/fields.ts';
import type { Evaluation, RawRow } from '../records/raw-row.ts';
import { sourceOf } from '../records/source-columns.ts';
import type { ChatsDeclaration } from './declaration.ts';
import type { KeySpace } from './key-space.ts';
import { type AccountFiles, partsOf } from './part-rows.ts';
import type { People } from './people.ts';
import type { ChatKind, ChatMember, chats } from './tables.ts';
import { fieldsOf, pathsOfAll, Values } from './value-sources.ts';

/** A row of the chat table. */
export type ChatRow = RowOf<typeof chats>;

/** Id of the chat of messages without one; no chat has it, because empty ids are no ids. */
const NO_CHAT = '';
/** Maximum number of chats of one account. */
const MAX_CHATS = 200_000;
/** Maximum number of members of one chat. */
const MAX_MEMBERS = 5000;

const CHAT = {
  id: 'text',
  kind: 'text',
  title: 'text',
  partner: 'text',
  unreadCount: 'integer',
  isArchived: 'flag',
  isPinned: 'flag',
  isMuted: 'flag',
  photo: 'text',
} as const;

const MEMBER = { chat: 'text', person: 'text', isAdmin: 'flag' } as const;

/** A chat while its messages are read. */
export class Chat {
  readonly key: number;
  readonly id: string;
  readonly #account: string | null;
  readonly #values: Values;
  readonly #source: Pick<ChatRow, 'sourceFile' | 'sourceRow'>;
  readonly #members = new Map<string, { readonly isAdmin: boolean }>();
  /** Senders other than the owner. */
  readonly #senders = new Map<string, NamedPerson>();
  #partner: string | null;
  readonly #tally = new MessageTally();
  #lastText: string | null = null;

  constructor(
    key: number,
    id: string,
    account: string | null,
    values: Values,
    source: Pick<ChatRow, 'sourceFile' | 'sourceRow'>,
  ) {
    this.key = key;
    this.id = id;
    this.#account = account;
    this.#values = values;
    this.#source = source;
    this.#partner = values.text('partner');
  }

  /** Adds a member by their id. */
  addMember(id: string, isAdmin: boolean): void {
    if (this.#members.size < MAX_MEMBERS) this.#members.set(id, { isAdmin });
  }

  /** Sets the other person of a direct chat from a message, if no other source has it. */
  setPartner(id: string): void {
    this.#partner ??= id;
  }

  /** Counts a message. @param at UTC milliseconds */
  add(message: number, at: number | null, text: string | null, sender: NamedPerson | null): void {
    if (sender !== null && this.#senders.size < MAX_MEMBERS) this.#senders.set(sender.handle, sender);
    if (this.#tally.add(message, at)) this.#lastText = text === null ? null : excerpt(text);
  }

  /** The row of the chat, after all its messages were added. */
  row(people: People): ChatRow {
    const members = [...this.#members].filter(([id]) => !people.isOwner(id));
    const partnerId = this.#partner ?? (members.length === 1 ? (members[0]?.[0] ?? null) : null);
    const kind = (this.#values.text('kind') as ChatKind | null) ?? this.#kindOf(members.length, partnerId);
    const [onlySender, anotherSender] = this.#senders.values();
    const partner =
      kind !== 'direct' ? null : (people.named(partnerId) ?? (anotherSender === undefined ? onlySender : null) ?? null);
    const listed = members.map(([id, { isAdmin }]) => ({ ...people.find(id), isAdmin }));
    return {
      key: this.key,
      account: this.#account,
      chatId: this.id === NO_CHAT ? null : this.id,
      kind,
      title: this.#values.text('title'),
      handle: partner?.handle ?? null,
      partnerName: partner?.name ?? null,
      participants: listed.length > 0 ? listed : this.#otherMembers(partner),
      unreadCount: this.#values.number('unreadCount'),
      ...this.#tally.columns,
      lastText: this.#lastText,
      isArchived: this.#values.flag('isArchived'),
      isPinned: this.#values.flag('isPinned'),
      isMuted: this.#values.flag('isMuted'),
      photo: this.#values.text('photo'),
      ...this.#source,
    };
  }

  #kindOf(members: number, partner: string | null): ChatKind {
    if (partner !== null) return 'direct';
    if (members > 1) return 'group';
    return this.#senders.size > 1 ? 'group' : this.#senders.size === 1 ? 'direct' : 'unknown';
  }

  #otherMembers(partner: NamedPerson | null): readonly ChatMember[] {
    const others = partner === null ? [...this.#senders.values()] : [partner];
    return others.map((person) => ({ ...person, isAdmin: false }));
  }
}

/** The chats of one account, by id. */
export class Chats {
  readonly #chats = new Map<string, Chat>();
  /** Members of chats that are not read yet, because only messages know them; then by person. */
  readonly #waiting = new Map<string, Map<string, boolean>>();
  readonly #files: AccountFiles;
  readonly #keys: KeySpace;
  readonly #context: Pick<ExtractContext<string>, 'lost'>;

  constructor(files: AccountFiles, keys: KeySpace, context: Pick<ExtractContext<string>, 'lost'>) {
    this.#files = files;
    this.#keys = keys;
    this.#context = context;
  }

  /** The chat with this id, or null. */
  get(id: string | null): Chat | null {
    return id === null ? null : (this.#chats.get(id) ?? null);
  }

  /**
   * The chat with this id. If only a message knows it, it is created from the message's row. Null if there are too
   * many.
   */
  of(id: string, row: RawRow): Chat | null {
    const known = this.#chats.get(id);
    if (known !== undefined) return known;
    const key = this.#keys.keyOfName(this.#files.prefix, id);
    const chat = this.#add(new Chat(key, id, this.#files.name, new Values({}), sourceOf(row)));
    for (const [person, isAdmin] of this.#waiting.get(id) ?? []) chat?.addMember(person, isAdmin);
    this.#waiting.delete(id);
    return chat;
  }

  /** The chat of messages that name none, as that of a deleted chat. Null if there are too many. */
  ofNone(row: RawRow): Chat | null {
    const known = this.#chats.get(NO_CHAT);
    if (known !== undefined) return known;
    const key = this.#keys.keyOfName(this.#files.prefix, NO_CHAT);
    return this.#add(new Chat(key, NO_CHAT, this.#files.name, new Values({ kind: 'orphaned' }), sourceOf(row)));
  }

  /** All chats. */
  all(): Iterable<Chat> {
    return this.#chats.values();
  }

  /** Reads the chats and their members. */
  read(declaration: ChatsDeclaration, evaluation: Evaluation): void {
    for (const declared of partsOf(declaration.chats)) {
      const fields = fieldsOf(declared.part, CHAT);
      const reader = new FieldReader('chats', fields, evaluation);
      for (const found of this.#files.rows(declared, pathsOfAll(fields))) {
        const values = new Values(reader.read(found.row));
        const id = values.text('id');
        if (id === null || this.#chats.has(id)) continue;
        const key = this.#keys.keyOf(found);
        if (this.#add(new Chat(key, id, this.#files.name, values, sourceOf(found.row))) === null) return;
      }
    }
    const [part] = [declaration.chats ?? []].flat();
    const outerFields = { id: f.text(part?.id ?? '@key', '') };
    const outerReader = new FieldReader('chats', outerFields, evaluation);
    for (const declared of partsOf(declaration.members, part)) {
      const fields = fieldsOf(declared.part, MEMBER);
      const reader = new FieldReader('members', fields, evaluation);
      for (const { row, outer } of this.#files.rows(declared, pathsOfAll(fields), pathsOfAll(outerFields))) {
        const values = new Values(reader.read(row));
        const chat = declared.within === null ? values.text('chat') : new Values(outerReader.read(outer)).text('id');
        const person = values.text('person');
        if (chat !== null && person !== null) this.#addMember(chat, person, values.flag('isAdmin') ?? false);
      }
    }
  }

  #addMember(chat: string, person: string, isAdmin: boolean): void {
    const known = this.#chats.get(chat);
    if (known !== undefined) {
      known.addMember(person, isAdmin);
      return;
    }
    const members = this.#waiting.get(chat) ?? new Map<string, boolean>();
    if (members.size < MAX_MEMBERS) members.set(person, isAdmin);
    if (this.#waiting.size < MAX_CHATS) this.#waiting.set(chat, members);
  }

  #add(chat: Chat): Chat | null {
    if (this.#chats.size >= MAX_CHATS) {
      this.#context.lost(msg('lost.beyond-limit.chats', { limit: MAX_CHATS }), 0);
      return null;
    }
    this.#chats.set(chat.id, chat);
    return chat;
  }
}
