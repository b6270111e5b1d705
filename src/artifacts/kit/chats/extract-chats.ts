import { msg } from '../../../locales/messages.ts';
import type { TableSet } from '../../../model/columns.ts';
import { DomainError } from '../../../model/errors.ts';
import type { ExtractContext, Extracted } from '../artifact.ts';
import { rowsIn } from '../records/extract.ts';
import { FoundRecords } from '../records/found-records.ts';
import { readLookups } from '../records/lookups.ts';
import type { Evaluation } from '../records/raw-row.ts';
import { type TableCount, tablesOf } from '../records/store-rows.ts';
import type { RecordStore } from '../records/stores.ts';
import { readAttachmentsAndReactions } from './attachments-and-reactions.ts';
import { readCalls } from './calls.ts';
import { Chats } from './chats.ts';
import type { ChatsDeclaration } from './declaration.ts';
import { KeySpace } from './key-space.ts';
import { type ReadMessage, readMessages } from './messages.ts';
import { type AccountFiles, accountsOf, reportFailures } from './part-rows.ts';
import { readPeople } from './people.ts';
import { callDocument, chatDocument, messageDocument } from './search-documents.ts';
import type { ChatTableNames } from './table-names.ts';

/** Keys per table, over all accounts. */
interface Keys {
  readonly chats: KeySpace;
  readonly messages: KeySpace;
  readonly attachments: KeySpace;
  readonly calls: KeySpace;
}

/**
 * Reads the chats of an app, account by account: people, chats, parts of messages, then the messages as a stream, and
 * the calls. Memory holds everything except the messages.
 * @throws DomainError if none of the stores can be read
 */
export function* extractChats(
  declaration: ChatsDeclaration,
  tables: ChatTableNames,
  stores: Readonly<Record<string, RecordStore>>,
  backup: ExtractContext<string>,
): Generator<Extracted<TableSet>> {
  const found = new FoundRecords(backup);
  const { context } = found;
  const evaluation: Evaluation = { context, lookups: readLookups(declaration.lookups ?? {}, stores, context) };
  const tableCount = new Tables();
  const accounts = accountsOf(stores, evaluation, tableCount);
  const hasManyTables = hasTablePerChat(declaration);
  const keys: Keys = {
    chats: new KeySpace(),
    messages: new KeySpace(hasManyTables),
    attachments: new KeySpace(hasManyTables),
    calls: new KeySpace(),
  };
  for (const [index, account] of accounts.entries()) {
    yield* extractAccount(declaration, tables, account, keys, evaluation, found);
    context.progress((index + 1) / accounts.length);
  }
  reportFailures(accounts, context);
  found.report();
  if (tableCount.isUnknownSchema) {
    throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.unknown-tables', { app: declaration.title }));
  }
}

/** True if messages are in tables whose names have a wildcard. */
function hasTablePerChat({ messages }: ChatsDeclaration): boolean {
  return [messages]
    .flat()
    .some(({ rows }) => rowsIn(rows).some(({ of }) => tablesOf(of).some((name) => name.endsWith('*'))));
}

function* extractAccount(
  declaration: ChatsDeclaration,
  tables: ChatTableNames,
  files: AccountFiles,
  keys: Keys,
  evaluation: Evaluation,
  found: FoundRecords,
): Generator<Extracted<TableSet>> {
  const { context } = evaluation;
  const people = readPeople(declaration, files, evaluation, context);
  const chats = new Chats(files, keys.chats, context);
  chats.read(declaration, evaluation);
  const related = readAttachmentsAndReactions(declaration, { files, people, keys: keys.attachments, evaluation });
  const surroundings = { account: files.name, people, chats, related, evaluation };
  for (const message of found.counting(readMessages(declaration, files, { ...surroundings, keys: keys.messages }))) {
    yield* recordsOf(message, tables);
  }
  // Their messages are gone.
  for (const attachments of related.attachments.values()) {
    for (const attachment of attachments) yield [tables.attachments, { ...attachment, message: null, chat: null }];
  }
  const loose = related.looseReactions();
  // The message may only be older than an excerpt.
  if (loose > 0 && !context.isExcerpt) context.note(msg('note.reactions-without-message'), loose);
  const chatsByHandle = new Map<string, number>();
  for (const chat of chats.all()) {
    const row = chat.row(people);
    if (row.handle !== null) chatsByHandle.set(row.handle, chat.key);
    yield [tables.chats, row, chatDocument(row)];
  }
  if (tables.calls === null) return;
  for (const call of found.counting(
    readCalls(declaration, files, { ...surroundings, keys: keys.calls }, chatsByHandle),
  )) {
    yield [tables.calls, call, callDocument(call)];
  }
}

function recordsOf({ row, chat, attachments }: ReadMessage, tables: ChatTableNames): Extracted<TableSet>[] {
  const { key, sentAt, isFromMe, sender, senderName } = row;
  const records: Extracted<TableSet>[] = [
    [tables.messages, row, messageDocument(row, attachments, tables.calls !== null)],
    ...attachments.map((attachment): Extracted<TableSet> => [tables.attachments, attachment]),
  ];
  if (chat !== null) {
    const author = isFromMe === true || sender === null ? null : { handle: sender, name: senderName };
    chat.add(key, sentAt, row.text, author);
    records.push([tables.items, { chat: chat.key, at: sentAt ?? 0, message: key }]);
  }
  return records;
}

/** Counts the known tables of a database, to distinguish an empty database from one with an unknown schema. */
class Tables implements TableCount {
  #asked = 0;
  #found = 0;

  hasTables(count: number): void {
    this.#asked++;
    this.#found += count;
  }

  /** True if databases were searched for tables and none was found. */
  get isUnknownSchema(): boolean {
    return this.#asked > 0 && this.#found === 0;
  }
}
