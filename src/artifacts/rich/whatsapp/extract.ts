import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { ExtractContext, Extracted } from '../../kit/artifact.ts';
import { readAcrossDamage } from '../../kit/damaged-rows.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { inOrderOf } from '../../kit/row-values.ts';
import { SourceTable } from '../../kit/source-table.ts';
import type { Account } from './accounts.ts';
import { readCalls } from './calls.ts';
import type { Chat } from './chat.ts';
import { Chats } from './chats.ts';
import { contactRows } from './contacts.ts';
import { type Directory, readDirectory } from './directory.ts';
import { messageExpressions, messageRows, messageTable } from './message-query.ts';
import { MessageReader } from './message-reader.ts';
import { callDocument, chatDocument, contactDocument, messageDocument } from './search-document.ts';
import { whatsappMessages, type whatsappTables } from './tables.ts';

type Context = Pick<ExtractContext<string>, 'fileAt' | 'note' | 'found' | 'lost' | 'isExcerpt'>;
type Progress = ExtractContext<string>['progress'];
type Output = Extracted<typeof whatsappTables>;

/** Rows between two reports of progress. */
const PROGRESS_EVERY = 4096;

/**
 * Reads the stores of one app: messages by Z_PK with files and chat items, then files without a message, chats and
 * calls. Memory holds names, members, sessions and joins (eight bytes per pair), but no messages.
 *
 * @param progress receives the fraction of messages read, 0..1
 * @throws UNSUPPORTED_SCHEMA
 */
export function* extractAccount(account: Account, context: Context, progress: Progress): Generator<Output> {
  const directory = readDirectory(account, context);
  const chats = new Chats(directory, account.space, (reason) => context.lost(reason));
  const chatOfCall = new Map<string, Chat>();
  if (account.chats !== null) {
    yield* messagesOf(account.chats, account, { directory, chats, chatOfCall }, context, progress);
  }
  for (const chat of chats.rows()) yield ['whatsapp_chats', chat, chatDocument(chat)];
  for (const contact of contactRows(directory, chats, account.space)) {
    context.found(1);
    yield ['whatsapp_contacts', contact, contactDocument(contact)];
  }
  for (const db of account.calls) {
    for (const call of readCalls(db, { directory, chats, chatOfCall, space: account.space, log: context })) {
      // Who was called may be known from a message that is not in the excerpt.
      if (context.isExcerpt && call.chat === null) continue;
      yield ['whatsapp_calls', call, callDocument(call)];
    }
  }
}

/** Data that messages refer to, and data collected from them. */
interface MessageSurroundings {
  readonly directory: Directory;
  readonly chats: Chats;
  /** The chats with the messages about calls, by call id. */
  readonly chatOfCall: Map<string, Chat>;
}

function* messagesOf(
  db: SqlDatabase,
  { space }: Account,
  { directory, chats, chatOfCall }: MessageSurroundings,
  context: Context,
  progress: Progress,
): Generator<Output> {
  const table = messageTable(db, (reason) => context.lost(reason));
  const pushNames = new SourceTable(db, 'ZWAPROFILEPUSHNAME', () => {});
  const columns = new NamedRows(table, messageExpressions(table, pushNames.exists));
  const reader = new MessageReader(db, directory, chats, space, context);
  const total = table.count();
  if (total !== null) context.found(total);
  const valuesOf = inOrderOf(whatsappMessages);
  let read = 0;
  let gaps = 0;
  const rows = readAcrossDamage(
    messageRows(db, columns, reader.parts),
    ({ main }) => main.pk,
    () => gaps++,
  );
  for (const row of rows) {
    if (++read % PROGRESS_EVERY === 0 && total !== null) progress(Math.min(1, read / total));
    const message = reader.read(row);
    if (message === null) context.lost(msg('lost.no-key.messages'));
    else {
      const { key, attachments, chat, session } = message;
      const { kind, stanzaId, sentAt, text } = message.row;
      if (kind === 'call' && directory.callLog.has(stanzaId ?? '')) chatOfCall.set(stanzaId ?? '', chat);
      chat.add(key, sentAt, text);
      // Not in a generator of their own, which would be slower.
      yield ['whatsapp_messages', valuesOf(message.row), messageDocument(message.row, attachments)];
      for (const attachment of attachments) yield ['whatsapp_attachments', attachment];
      yield ['whatsapp_chat_items', [chat.key, sentAt ?? 0, key, session]];
    }
  }
  const missing = Math.max(gaps, (total ?? 0) - read);
  if (missing > 0) context.lost(msg('lost.damaged-records.messages'), missing);
  for (const attachment of reader.orphans()) yield ['whatsapp_attachments', attachment];
}
