import { isSqliteError } from '../../../../backup/source-database/sqlite-error.ts';
import { msg } from '../../../../locales/messages.ts';
import type { RemovedUnit } from '../../../kit/artifact.ts';
import { RowMatches } from '../../../kit/growth/row-matches.ts';
import { asShortText } from '../../../kit/source-table.ts';
import { type MessageRecord, MessageRecords } from '../message-records.ts';
import type { MessagesContext, MessagesStores } from '../messages-context.ts';
import { ModernMessages } from '../modern-messages.ts';
import { openReading, type Reading } from '../reading.ts';
import { NO_MESSAGE } from './message-memory.ts';
import { FLAG, type MessageStates } from './message-states.ts';

/** What has changed since the last reading. */
export interface Grown {
  /** Number of messages whose records were kept. */
  readonly kept: number;
  readonly removed: readonly RemovedUnit[];
  readonly records: readonly MessageRecord[];
}

/** Maximum number of messages that are read because they changed: their records are held in memory until all is known. */
const MAX_CHANGED = 25_000;

/**
 * Reads the messages of which something has changed since `earlier`. Null if that is most of them, or not known: then
 * everything must be read, and nothing of this attempt counts.
 *
 * @param states to fill
 */
export function readChanged(
  stores: MessagesStores,
  context: MessagesContext,
  states: MessageStates,
  earlier: MessageStates,
): Grown | null {
  const matches = new RowMatches(states.pages, earlier.pages);
  if (matches.changed > Math.min(MAX_CHANGED, states.pages.rowids.length / 2)) return null;
  try {
    return read(openReading(stores, context, states, { earlier, matches }), earlier);
  } catch (error) {
    if (isSqliteError(error)) return null;
    throw error;
  }
}

function read(reading: Reading, earlier: MessageStates): Grown | null {
  const { context, source, conversations, reactions, reader, memory, changes } = reading;
  if (memory === null || changes === null || !(source instanceof ModernMessages)) return null;
  if (changes.rowids.length > MAX_CHANGED) return null;
  const { states } = memory;
  const { rowids } = states.pages;
  const { attachments, table } = source;
  const byRowid = table.arrayLookup(source.expressions);
  const recordsOf = new MessageRecords(reading);
  const isKept = new Uint8Array(earlier.pages.rowids.length);
  const records: MessageRecord[] = [];
  let kept = 0;
  let folded = 0;
  context.found(rowids.length);
  for (let position = 0; position < rowids.length; ) {
    const end = changes.endOfKept(position);
    const shift = (changes.before[position] as number) - position;
    if (end > position) states.addKept(earlier, position + shift, end + shift);
    for (; position < end; position++) {
      const before = position + shift;
      const home = changes.homeAt(position);
      if (home !== null) {
        isKept[before] = 1;
        kept++;
        const at = earlier.timeAt(before);
        for (const { conversation } of home) conversation.addKept(rowids[position] as number, at);
      } else if (!changes.isRead(earlier.targets[before] as number)) {
        // Reactions have no records, but for those of messages that are read again.
        isKept[before] = 1;
        folded++;
      }
    }
    if (position === rowids.length) break;
    if (changes.isChanged[position] === 0) continue;
    const rowid = rowids[position++] as number;
    if (reactions.holds(rowid)) {
      states.addReaction(rowid);
      continue;
    }
    const row = byRowid(rowid);
    if (row === null || asShortText(row[source.at.guid]) !== row[source.at.guid]) return null;
    records.push(...recordsOf.of(row));
  }
  if (folded > 0) context.note(msg('note.folded-reactions'), folded);
  records.push(...recordsOf.orphanedReactions());
  attachments.leaveWhere((message) => {
    const position = states.pages.positionOf(message);
    return position !== -1 && changes.isChanged[position] === 0;
  });
  for (const orphan of attachments.orphansAmong(states.attachments.rowids)) {
    records.push(['message_attachments', orphan]);
  }
  for (const conversation of conversations) {
    const { keptMessage } = conversation;
    const row = keptMessage === null ? null : byRowid(keptMessage);
    if (row === null && keptMessage !== null) return null;
    if (row !== null) conversation.complete(...recordsOf.excerptOf(row));
  }
  records.push(...recordsOf.conversations());
  memory.addRelations(table, reader, changes.rowids, earlier);
  return { kept, removed: removedUnits(earlier, isKept), records };
}

/** The records of messages that are gone or were read again, and of attachments without a message. */
function removedUnits(earlier: MessageStates, isKept: Uint8Array): RemovedUnit[] {
  const removed: RemovedUnit[] = [{ key: NO_MESSAGE }];
  isKept.forEach((flag, before) => {
    if (flag === 1) return;
    const isSearchable = ((earlier.flags[before] as number) & FLAG.searchable) !== 0;
    const key = earlier.pages.rowids[before] as number;
    removed.push({ key, ...(isSearchable ? { at: earlier.timeAt(before) } : {}) });
  });
  return removed;
}
