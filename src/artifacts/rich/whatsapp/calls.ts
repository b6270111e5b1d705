import type { DatabaseSync } from 'node:sqlite';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import type { ExtractContext } from '../../kit/artifact.ts';
import { asInteger, asNumber, type Lost, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import type { Chat } from './chat.ts';
import type { Chats } from './chats.ts';
import type { Directory } from './directory.ts';
import { handleOf } from './jid.ts';
import type { Person } from './json-types.ts';
import type { KeySpace } from './keys.ts';
import { relationColumn } from './relation-column.ts';
import type { whatsappCalls } from './tables.ts';
import { UnknownCodes } from './unknown-codes.ts';
import { asAppleTime, asTrimmed, textColumn } from './values.ts';

/** A row of `whatsapp_calls`. */
export type CallRow = RowOf<typeof whatsappCalls>;

/** `ZOUTCOME` (communications.md §1.7). */
const OUTCOMES: ReadonlyMap<number | null, NonNullable<CallRow['outcome']>> = new Map([
  [0, 'connected'],
  [1, 'missed'],
  [2, 'failed'],
  [4, 'rejected'],
]);

/** Columns that are 0 or 1. */
const FLAGS = ['ZINCOMING', 'ZVIDEO', 'ZMISSED'];

/** Participants of all calls together that are read. */
const MAX_PARTICIPANTS = 1_000_000;

/** Name of the entity of calls in `Z_PRIMARYKEY`; participants belong to it or to the entity that groups calls. */
const EVENT_ENTITY = 'WACDCallEvent';

/** What calls refer to. */
export interface CallSurroundings {
  readonly directory: Directory;
  readonly chats: Chats;
  /** Where a call stands among the messages, by its id. */
  readonly chatOfCall: ReadonlyMap<string, Chat>;
  readonly space: KeySpace;
  readonly log: Pick<ExtractContext<string>, 'note' | 'found' | 'lost'>;
}

/** Reads the log of calls in `CallHistory.sqlite`, by Z_PK. */
export function* readCalls(db: DatabaseSync, around: CallSurroundings): Generator<CallRow> {
  const lost: Lost = (reason) => around.log.lost(reason);
  const table = new SourceTable(db, 'ZWACDCALLEVENT', lost);
  if (!table.has('ZDATE')) {
    around.log.note(msg('note.no-table-of-calls'));
    return;
  }
  around.log.found(table.count() ?? 0);
  const aggregates = new SourceTable(db, 'ZWAAGGREGATECALLEVENT', lost);
  const aggregate = aggregates.exists ? aggregates.lookup(FLAGS.map((name) => aggregates.integer(name))) : null;
  const participants = readParticipants(db, lost);
  const unknown = new UnknownCodes((name) => around.log.note(name));
  const expressions = [
    table.rowid,
    table.integer(relationColumn(db, 'ZWACDCALLEVENT', 'CALLEVENTS')?.name ?? ''),
    textColumn(table, 'ZCALLIDSTRING'),
    ...['ZDATE', 'ZDURATION', 'ZOUTCOME', 'ZBYTESSENT', 'ZBYTESRECEIVED'].map((name) => table.integer(name)),
    ...['ZGROUPJIDSTRING', 'ZGROUPCALLCREATORUSERJIDSTRING'].map((name) => textColumn(table, name)),
    // Some versions have these on the call, others on the aggregate.
    ...FLAGS.map((name) => table.integer(name)),
  ];
  let previous = Number.NEGATIVE_INFINITY;
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const pk = asInteger(row[0]);
    const key = around.space.key(pk);
    if (pk === null || key === null || pk <= previous) {
      lost(msg('lost.no-key.calls'));
      continue;
    }
    previous = pk;
    const group = asInteger(row[1]);
    const people = participants.of(participants.byAggregate ? group : pk);
    if (!OUTCOMES.has(asInteger(row[5]))) unknown.add('call-outcome', asInteger(row[5]));
    yield callRow(key, row, group === null ? null : (aggregate?.(group) ?? null), people, around);
  }
}

function callRow(
  key: number,
  row: readonly SqlValue[],
  aggregate: readonly SqlValue[] | null,
  jids: readonly string[],
  { directory, chats, chatOfCall }: CallSurroundings,
): CallRow {
  const { lids, names } = directory;
  const flag = (at: number): boolean | null => {
    const value = asInteger(aggregate?.[at]) ?? asInteger(row[10 + at]);
    return value === null ? null : value !== 0;
  };
  const people = new Map<string, Person>();
  for (const jid of jids) {
    const person = names.personIn(jid);
    if (person !== null) people.set(person.jid, person);
  }
  const participants = [...people.values()];
  const groupJid = lids.canonical(asTrimmed(row[8]));
  const other = groupJid === null && participants.length === 1 ? participants[0] : undefined;
  const callId = asTrimmed(row[2]);
  // A call that was missed often names nobody; the message about it stands in the chat with the caller.
  const chat = chats.withJid(groupJid ?? other?.jid ?? null) ?? chatOfCall.get(callId ?? '') ?? null;
  const inChat = participants.length === 0 && groupJid === null && chat?.kind === 'direct' ? chat.jid : null;
  const creator = lids.canonical(asTrimmed(row[9]));
  const incoming = flag(0);
  const outcomeCode = asInteger(row[5]);
  return {
    key,
    app: directory.app,
    callId,
    chat: chat?.key ?? null,
    at: asAppleTime(row[3]),
    seconds: asNumber(row[4]),
    direction: incoming === null ? null : incoming ? 'incoming' : 'outgoing',
    isVideo: flag(1),
    isMissed: flag(2) ?? (outcomeCode === 1 && incoming === true),
    outcome: OUTCOMES.get(outcomeCode) ?? null,
    outcomeCode,
    handle: other?.handle ?? (inChat === null ? null : handleOf(inChat)),
    name: other?.name ?? (chat === null ? null : chats.titleOf(chat)),
    groupJid,
    creator: creator === null ? null : handleOf(creator),
    participants,
    bytesSent: asInteger(row[6]),
    bytesReceived: asInteger(row[7]),
  };
}

/**
 * The participants of calls. Core Data names the column after the number of the entity that has the relation
 * (`Z1PARTICIPANTS`), and that number means a different entity in every version: `Z_PRIMARYKEY` tells which.
 */
function readParticipants(
  db: DatabaseSync,
  lost: Lost,
): { readonly byAggregate: boolean; of(owner: number | null): readonly string[] } {
  const table = new SourceTable(db, 'ZWACDCALLEVENTPARTICIPANT', lost);
  const column = relationColumn(db, 'ZWACDCALLEVENTPARTICIPANT', 'PARTICIPANTS');
  const byOwner = new Map<number, string[]>();
  if (column !== null) {
    const expressions = [table.integer(column.name), textColumn(table, 'ZJIDSTRING')];
    for (const row of table.rows(expressions, `ORDER BY rowid LIMIT ${MAX_PARTICIPANTS}`)) {
      const owner = asInteger(row[0]);
      const jid = asTrimmed(row[1]);
      if (owner === null || jid === null) continue;
      const others = byOwner.get(owner);
      if (others === undefined) byOwner.set(owner, [jid]);
      else others.push(jid);
    }
  }
  return {
    byAggregate: column === null || entityName(db, column.entity, lost) !== EVENT_ENTITY,
    of: (owner) => (owner === null ? undefined : byOwner.get(owner)) ?? [],
  };
}

function entityName(db: DatabaseSync, entity: number, lost: Lost): string | null {
  const table = new SourceTable(db, 'Z_PRIMARYKEY', lost);
  if (!table.has('Z_ENT', 'Z_NAME')) return null;
  for (const row of table.rows([textColumn(table, 'Z_NAME')], `WHERE Z_ENT = ${entity} LIMIT 1`))
    return asTrimmed(row[0]);
  return null;
}
