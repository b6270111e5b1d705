import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { writeBplist } from '../encoders/bplist-writer.ts';
import { RowWriter } from '../encoders/row-writer.ts';
import { writeSqliteWithWal } from '../encoders/sqlite-with-wal.ts';
import { OWNER } from '../people.ts';
import { derivedBytes, derivedUuid } from '../random.ts';
import { MEMBER_LEFT } from './kinds-announcements.ts';
import { ODD_KINDS } from './kinds-odd.ts';
import { STORY_KINDS } from './kinds-story.ts';
import { type ConversationPlan, planConversations, scheduleMessages } from './message-conversations.ts';
import { type MessageDates, messageDates } from './message-dates.ts';
import type { MessageKind } from './message-kind.ts';
import { MESSAGE_KINDS } from './message-kinds.ts';
import { MessageWriter, type OpenConversation, type Scene } from './message-writer.ts';
import { chatter } from './messages-phrases.ts';
import { clientVersion, createTables, type Generation } from './messages-schema.ts';
import { createIndexes, createTriggers } from './messages-schema-extras.ts';
import type { MessagesSpec, MessagesTruth, Needle, PlantedMessage } from './messages-truth.ts';

/** Default number of people that the owner knows. */
export const DEFAULT_PEOPLE = 40;

/** Maximum number of needles per database; small databases have fewer. */
const MOST_NEEDLES = 20;

/** Share of messages sent by the owner. */
const FROM_ME = 0.45;

/** Rows per transaction: limits SQLite's memory use. */
const ROWS_PER_TRANSACTION = 50_000;

/** Page cache of the writing connection in KiB. The index of random guids of a million rows is large. */
const CACHE_KIB = 131_072;

/** Kinds that only tests need: hostile, inconsistent and unknown contents. */
const UNTOLD: ReadonlySet<string> = new Set([
  ...ODD_KINDS.map(({ name }) => name),
  'long-text',
  'link',
  'styled-text',
  'subject',
  'unknown-announcement',
  'unknown-app',
  'edited-undated',
  'unsent-part',
  'recently-deleted',
  'recently-deleted-part',
  'orphan',
  'failed',
  'downgraded',
  'reply-to-nothing',
]);

/** Picks kinds: each once as soon as it fits, then by weight. */
class KindPicker {
  readonly #pending: MessageKind[];
  readonly #cumulative: { readonly kind: MessageKind; readonly upTo: number }[] = [];
  readonly #total: number;
  readonly #plain: MessageKind;

  constructor(generation: Generation, isStory: boolean) {
    const all = isStory ? [...MESSAGE_KINDS.filter(({ name }) => !UNTOLD.has(name)), ...STORY_KINDS] : MESSAGE_KINDS;
    const kinds = all.filter(({ since }) => since <= generation);
    this.#plain = kinds[0] as MessageKind;
    this.#pending = [...kinds];
    let total = 0;
    for (const kind of kinds) {
      total += kind.weight;
      this.#cumulative.push({ kind, upTo: total });
    }
    this.#total = total;
  }

  pick(writer: MessageWriter, conversation: OpenConversation): MessageKind {
    const { random } = writer;
    if (this.#pending.length > 0 && random.chance(0.5)) {
      const at = this.#pending.findIndex((kind) => kind.fits?.(conversation) ?? true);
      if (at >= 0) return this.#pending.splice(at, 1)[0] as MessageKind;
    }
    const draw = random.below(this.#total);
    // Plain text is first and by far the most likely.
    const found = this.#cumulative.find(({ upTo }) => draw < upTo)?.kind ?? this.#plain;
    return found.fits?.(conversation) === false ? this.#plain : found;
  }
}

/** One run of the generator for one database. */
class MessagesRun {
  readonly #spec: MessagesSpec;
  readonly #generation: Generation;
  readonly #plan: ConversationPlan;
  readonly #dates: MessageDates;
  readonly #schedule: Uint16Array;
  readonly #conversations: OpenConversation[];
  readonly #picker: KindPicker;
  readonly #counts: Record<string, number> = {};
  readonly #examples: Record<string, PlantedMessage> = {};
  readonly #needles: Needle[] = [];
  readonly #needleEvery: number;
  /** The newest message of the first group, which a member leaves; -1 without a group. */
  readonly #farewell: number;
  #writer: MessageWriter | null = null;
  #firstDate = 0;
  #lastDate = 0;

  constructor(spec: MessagesSpec) {
    this.#spec = spec;
    this.#generation = spec.generation ?? 18;
    this.#plan = planConversations(spec.seed, spec.size, spec.people ?? DEFAULT_PEOPLE, this.#generation);
    this.#dates = messageDates(this.#generation, spec.size, spec.until);
    this.#schedule = scheduleMessages(spec.seed, this.#plan.conversations, spec.size);
    this.#conversations = this.#plan.conversations.map((conversation) => ({
      ...conversation,
      recent: [],
      previousGuid: null,
      written: 0,
    }));
    this.#picker = new KindPicker(this.#generation, spec.story === true);
    this.#needleEvery = Math.max(10, Math.ceil(spec.size / MOST_NEEDLES));
    const group = this.#plan.conversations.findIndex((conversation) => conversation.group);
    this.#farewell = group === -1 ? -1 : this.#schedule.lastIndexOf(group);
  }

  /** Writes tables, people, conversations and all messages before `end`, then indexes and triggers. */
  build(db: DatabaseSync, end: number): void {
    // Checking foreign keys and temporary files would take a third of the time.
    db.exec(`PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA threads = 2`);
    db.exec(`PRAGMA synchronous = OFF; PRAGMA cache_size = -${String(CACHE_KIB)}`);
    db.exec('BEGIN');
    for (const statement of createTables(this.#generation)) db.exec(statement);
    this.#writePeople(db);
    db.exec('COMMIT');
    this.#writer = new MessageWriter(db, this.#spec, this.#generation, this.#dates);
    for (let from = 0; from < end; from += ROWS_PER_TRANSACTION) {
      this.write(db, from, Math.min(end, from + ROWS_PER_TRANSACTION));
    }
    db.exec('BEGIN');
    if (this.#spec.indexes !== false) for (const statement of createIndexes(this.#generation)) db.exec(statement);
    for (const statement of createTriggers(this.#generation)) db.exec(statement);
    db.exec('COMMIT');
  }

  /** Writes messages [from, to) in one transaction. */
  write(db: DatabaseSync, from: number, to: number): void {
    db.exec('BEGIN');
    for (let index = from; index < to; index++) this.#writeMessage(index);
    db.exec('COMMIT');
  }

  #writePeople(db: DatabaseSync): void {
    const { seed } = this.#spec;
    const properties = new RowWriter(db, '_SqliteDatabaseProperties');
    properties.insert({ key: '_ClientVersion', value: clientVersion(this.#generation) });
    properties.insert({ key: '_UniqueIdentifier', value: derivedUuid(seed, 'sms.db') });
    const handles = new RowWriter(db, 'handle');
    for (const { handleRowId, address, service, person } of this.#plan.handles) {
      handles.insert({
        ROWID: handleRowId,
        id: address,
        country: 'us',
        service,
        uncanonicalized_id: null,
        // Real databases have it for a few people only.
        person_centric_id: person !== null && person.index % 4 === 0 ? `person-${String(person.index)}` : null,
      });
    }
    const chats = new RowWriter(db, 'chat');
    const members = new RowWriter(db, 'chat_handle_join');
    for (const chat of this.#plan.conversations) {
      chats.insert({
        ROWID: chat.rowId,
        guid: chat.guid,
        style: chat.group ? 43 : 45,
        state: 3,
        account_id: '28071B19-FEBE-4ADB-82A0-400F0227F618',
        properties: writeBplist({ EnableReadReceiptForChat: chat.rowId % 3 === 0, pv: 2 }),
        chat_identifier: chat.identifier,
        service_name: chat.service,
        room_name: chat.group ? chat.identifier : null,
        account_login: `E:${OWNER.email}`,
        is_archived: 0,
        last_addressed_handle: OWNER.phone,
        display_name: chat.displayName ?? (chat.rowId % 2 === 0 ? '' : null),
        group_id: derivedUuid(seed, `group ${String(chat.rowId)}`),
        original_group_id: derivedUuid(seed, `group ${String(chat.rowId)}`),
        is_filtered: Number(chat.participants.every(({ person }) => person === null)),
      });
      for (const { handleRowId } of chat.participants) members.insert({ chat_id: chat.rowId, handle_id: handleRowId });
    }
  }

  #writeMessage(index: number): void {
    const writer = this.#writer as MessageWriter;
    const { random } = writer;
    const conversation = this.#conversations[this.#schedule[index] as number] as OpenConversation;
    const scene: Scene = {
      conversation,
      at: this.#dates.at(index, random.fraction()),
      fromMe: random.chance(FROM_ME),
      participant: random.pick(conversation.participants),
      guid: random.uuid(),
    };
    if (index === 0) this.#firstDate = scene.at;
    this.#lastDate = scene.at;
    if (this.#spec.story !== true && index % this.#needleEvery === this.#needleEvery - 1) {
      this.#writeNeedle(writer, scene);
      return;
    }
    const kind = index === this.#farewell ? MEMBER_LEFT : this.#picker.pick(writer, conversation);
    const { rowId, text, placement, fromMe = scene.fromMe } = kind.write(writer, scene);
    this.#count(kind.name);
    this.#examples[kind.name] ??= writer.planted({ ...scene, fromMe }, rowId, text, placement);
  }

  /** Writes a text with a unique word. The first one is in two conversations. */
  #writeNeedle(writer: MessageWriter, scene: Scene): void {
    const number = this.#needles.length;
    const word = `needle${String(number)}x${derivedBytes(this.#spec.seed, `needle ${String(number)}`, 4).toString('hex')}`;
    const text = `${chatter(writer.random, scene.conversation.language)} ${word}`;
    const second = this.#conversations.find(({ rowId }) => rowId !== scene.conversation.rowId);
    const placement = number === 0 && second !== undefined ? { conversations: [scene.conversation, second] } : {};
    const rowId = writer.write(scene, writer.text(text), placement);
    writer.remember(scene, text.length);
    this.#needles.push({ ...writer.planted(scene, rowId, text, placement), word });
    this.#count('needle');
  }

  #count(name: string): void {
    this.#counts[name] = (this.#counts[name] ?? 0) + 1;
  }

  truth(): MessagesTruth {
    const writer = this.#writer as MessageWriter;
    return {
      generation: this.#generation,
      messages: this.#spec.size,
      handles: this.#plan.handles.length,
      counts: this.#counts,
      examples: this.#examples,
      needles: this.#needles,
      conversations: this.#conversations.map(
        ({ rowId, guid, identifier, displayName, group, service, participants, written }) => {
          return { rowId, guid, identifier, displayName, group, service, participants, length: written };
        },
      ),
      attachments: writer.attachments,
      bodyOnly: writer.bodyOnly,
      secondsDates: writer.secondsDates,
      firstDate: this.#firstDate,
      lastDate: this.#lastDate,
    };
  }
}

/**
 * Writes sms.db at `path`, replacing an existing file, and with `newestInWal` its `path-wal`. The same spec gives the
 * same bytes. Memory use is constant apart from the returned truth; a million messages take half a minute and 900 MB on
 * disk.
 */
export function writeMessagesDatabase(path: string, spec: MessagesSpec): MessagesTruth {
  const run = new MessagesRun(spec);
  const inWal = Math.min(spec.newestInWal ?? 0, spec.size);
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  if (inWal > 0) {
    writeSqliteWithWal(path, {
      seed: spec.seed,
      build: (db) => {
        run.build(db, spec.size - inWal);
      },
      newest: (db) => {
        run.write(db, spec.size - inWal, spec.size);
      },
    });
    return run.truth();
  }
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA journal_mode = OFF');
    run.build(db, spec.size);
  } finally {
    db.close();
  }
  return run.truth();
}
