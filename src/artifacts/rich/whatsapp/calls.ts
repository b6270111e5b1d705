import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import type { ExtractContext } from '../../kit/artifact.ts';
import { asInteger, asNumber, type Lost, type Row, SourceTable } from '../../kit/source-table.ts';
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

/** Values of `ZOUTCOME` (docs/format/whatsapp.md). */
const OUTCOMES: ReadonlyMap<number | null, NonNullable<CallRow['outcome']>> = new Map([
  [0, 'connected'],
  [1, 'missed'],
  [2, 'failed'],
  [4, 'rejected'],
]);

type Flag = 'incoming' | 'video' | 'missed';

/** Maximum number of participants of all calls. */
const MAX_PARTICIPANTS = 1_000_000;

/** Name of the call entity in `Z_PRIMARYKEY`; participants belong to it or to the entity that groups calls. */
const EVENT_ENTITY = 'WACDCallEvent';

/** Data that calls refer to. */
export interface CallSurroundings {
  readonly directory: Directory;
  readonly chats: Chats;
  /** The chat with the message about a call, by call id. */
  readonly chatOfCall: ReadonlyMap<string, Chat>;
  readonly space: KeySpace;
  readonly log: Pick<ExtractContext<string>, 'note' | 'found' | 'lost'>;
}

/** Reads the call log in `CallHistory.sqlite`, by Z_PK. */
export function* readCalls(db: SqlDatabase, around: CallSurroundings): Generator<CallRow> {
  const lost: Lost = (reason) => around.log.lost(reason);
  const table = new SourceTable(db, 'ZWACDCALLEVENT', lost);
  if (!table.has('ZDATE')) {
    around.log.note(msg('note.no-table-of-calls'));
    return;
  }
  around.log.found(table.count() ?? 0);
  const aggregates = new SourceTable(db, 'ZWAAGGREGATECALLEVENT', lost);
  const aggregate = aggregates.exists ? aggregates.lookup(flagExpressions(aggregates)) : null;
  const participants = readParticipants(db, lost);
  const unknown = new UnknownCodes((note) => around.log.note(note));
  const expressions = callExpressions(table, relationColumn(db, 'ZWACDCALLEVENT', 'CALLEVENTS')?.name ?? '');
  let previous = Number.NEGATIVE_INFINITY;
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const pk = asInteger(row.pk);
    const key = around.space.key(pk);
    if (pk === null || key === null || pk <= previous) {
      lost(msg('lost.no-key.calls'));
      continue;
    }
    previous = pk;
    const group = asInteger(row.aggregate);
    const people = participants.of(participants.byAggregate ? group : pk);
    if (!OUTCOMES.has(asInteger(row.outcome))) unknown.add('call-outcome', asInteger(row.outcome));
    yield callRow(key, row, group === null ? null : (aggregate?.(group) ?? null), people, around);
  }
}

function callRow(
  key: number,
  row: Row<keyof ReturnType<typeof callExpressions>>,
  aggregate: Row<Flag> | null,
  jids: readonly string[],
  { directory, chats, chatOfCall }: CallSurroundings,
): CallRow {
  const { lids, names } = directory;
  const flag = (name: Flag): boolean | null => {
    const value = asInteger(aggregate?.[name]) ?? asInteger(row[name]);
    return value === null ? null : value !== 0;
  };
  const people = new Map<string, Person>();
  for (const jid of jids) {
    const person = names.personIn(jid);
    if (person !== null) people.set(person.jid, person);
  }
  const participants = [...people.values()];
  const groupJid = lids.canonical(asTrimmed(row.group));
  const other = groupJid === null && participants.length === 1 ? participants[0] : undefined;
  const callId = asTrimmed(row.callId);
  // Missed calls often have no participants, but the chat with the caller has a message about them.
  const chat = chats.withJid(groupJid ?? other?.jid ?? null) ?? chatOfCall.get(callId ?? '') ?? null;
  const inChat = participants.length === 0 && groupJid === null && chat?.kind === 'direct' ? chat.jid : null;
  const creator = lids.canonical(asTrimmed(row.creator));
  const incoming = flag('incoming');
  const outcomeCode = asInteger(row.outcome);
  return {
    key,
    app: directory.app,
    callId,
    chat: chat?.key ?? null,
    at: asAppleTime(row.at),
    seconds: asNumber(row.seconds),
    direction: incoming === null ? null : incoming ? 'incoming' : 'outgoing',
    isVideo: flag('video'),
    isMissed: flag('missed') ?? (outcomeCode === 1 && incoming === true),
    outcome: OUTCOMES.get(outcomeCode) ?? null,
    outcomeCode,
    handle: other?.handle ?? (inChat === null ? null : handleOf(inChat)),
    name: other?.name ?? (chat === null ? null : chats.titleOf(chat)),
    groupJid,
    creator: creator === null ? null : handleOf(creator),
    participants,
    bytesSent: asInteger(row.bytesSent),
    bytesReceived: asInteger(row.bytesReceived),
  };
}

function callExpressions(table: SourceTable, aggregateColumn: string) {
  return {
    pk: table.rowid,
    aggregate: table.integer(aggregateColumn),
    callId: textColumn(table, 'ZCALLIDSTRING'),
    at: table.integer('ZDATE'),
    seconds: table.integer('ZDURATION'),
    outcome: table.integer('ZOUTCOME'),
    bytesSent: table.integer('ZBYTESSENT'),
    bytesReceived: table.integer('ZBYTESRECEIVED'),
    group: textColumn(table, 'ZGROUPJIDSTRING'),
    creator: textColumn(table, 'ZGROUPCALLCREATORUSERJIDSTRING'),
    ...flagExpressions(table),
  };
}

/** Flags of calls, which are columns of the call or of its aggregate, depending on the version. */
function flagExpressions(table: SourceTable) {
  return {
    incoming: table.integer('ZINCOMING'),
    video: table.integer('ZVIDEO'),
    missed: table.integer('ZMISSED'),
  };
}

/**
 * The participants of calls. Core Data names the column after the number of the entity that has the relation
 * (`Z1PARTICIPANTS`). The number differs between versions and is looked up in `Z_PRIMARYKEY`.
 */
function readParticipants(
  db: SqlDatabase,
  lost: Lost,
): { readonly byAggregate: boolean; of(owner: number | null): readonly string[] } {
  const table = new SourceTable(db, 'ZWACDCALLEVENTPARTICIPANT', lost);
  const column = relationColumn(db, 'ZWACDCALLEVENTPARTICIPANT', 'PARTICIPANTS');
  const byOwner = new Map<number, string[]>();
  if (column !== null) {
    const expressions = { owner: table.integer(column.name), jid: textColumn(table, 'ZJIDSTRING') };
    for (const row of table.rows(expressions, `ORDER BY rowid LIMIT ${MAX_PARTICIPANTS}`)) {
      const owner = asInteger(row.owner);
      const jid = asTrimmed(row.jid);
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

function entityName(db: SqlDatabase, entity: number, lost: Lost): string | null {
  const table = new SourceTable(db, 'Z_PRIMARYKEY', lost);
  if (!table.has('Z_ENT', 'Z_NAME')) return null;
  for (const row of table.rows({ name: textColumn(table, 'Z_NAME') }, `WHERE Z_ENT = ${entity} LIMIT 1`))
    return asTrimmed(row.name);
  return null;
}
