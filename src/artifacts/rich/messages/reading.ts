import type { Note } from '../../kit/codes.ts';
import type { RowMatches } from '../../kit/growth/row-matches.ts';
import type { Lost } from '../../kit/source-table.ts';
import { ownersOfHandles } from '../contacts/owners-of-handles.ts';
import { Conversations } from './conversations.ts';
import { withDrafts } from './drafts.ts';
import { ChangedMessages } from './growth/changed-messages.ts';
import { JoinReader } from './growth/join-reader.ts';
import { MessageMemory } from './growth/message-memory.ts';
import type { MessageStates } from './growth/message-states.ts';
import { WatchedContext } from './growth/watched-context.ts';
import { LegacyMessages } from './legacy/legacy-messages.ts';
import { isLegacyTable } from './legacy/legacy-query.ts';
import { anyMessageTable } from './message-query.ts';
import { MessageReader } from './message-reader.ts';
import type { MessageSource } from './message-source.ts';
import type { MessagesContext, MessagesStores } from './messages-context.ts';
import { ModernMessages } from './modern-messages.ts';
import { personLookup } from './people.ts';
import { Places } from './plain/places.ts';
import { PlainReader } from './plain/plain-reader.ts';
import { PendingReactions } from './reactions.ts';
import { ReplyTargets } from './reply-targets.ts';

/** One reading of a database: its rows, and what is filled and taken from while its messages are read. */
export interface Reading {
  readonly context: WatchedContext;
  readonly source: MessageSource;
  readonly conversations: Conversations;
  readonly reactions: PendingReactions;
  readonly reader: MessageReader;
  /** Null for a generation of the database without a query for plain messages. */
  readonly plainReader: PlainReader | null;
  /** Null if nothing is remembered. */
  readonly memory: MessageMemory | null;
  /** The messages that must be read again; null for all. */
  readonly changes: ChangedMessages | null;
}

/** An earlier reading, and which rows are still the same. */
export interface Comparison {
  readonly earlier: MessageStates;
  readonly matches: RowMatches;
}

/**
 * Reads the tables around the messages.
 *
 * @param states to fill, null to remember nothing
 * @param comparison to read changed messages only
 * @throws UNSUPPORTED_SCHEMA
 */
export function openReading(
  { db, addressBook, drafts, image }: MessagesStores,
  context: MessagesContext,
  states: MessageStates | null,
  comparison: Comparison | null = null,
): Reading {
  // Every slice reads the tables around the messages; their losses are counted once.
  let isCounting = context.slice.index === 0;
  const watched = new WatchedContext(context);
  const lost: Lost = (reason) => {
    if (isCounting) watched.lost(reason);
  };
  const note: Note = (text) => {
    if (isCounting) context.note(text);
  };
  const table = anyMessageTable(db, lost);
  // Damage that the earlier reading did not find must be reported by SQLite when everything is read.
  const joins = comparison === null || image === null ? null : new JoinReader(db, image());
  const modern = isLegacyTable(table) ? null : new ModernMessages(db, table, watched, lost, joins);
  const source = modern ?? new LegacyMessages(db, table, watched, lost);
  const { handles } = source;
  // Damage to the address book is counted by the contacts artifact.
  const owners =
    addressBook === null ? new Map<string, number>() : ownersOfHandles(addressBook, context.region, () => {});
  const chats = withDrafts(source.chats, drafts, note);
  const conversations = new Conversations(chats, source.lookups, handles, personLookup(handles.values(), owners));
  const memory = modern === null || states === null ? null : new MessageMemory(states, modern);
  const places = new Places(conversations, handles, memory?.surroundings ?? null);
  const changes =
    modern === null || memory === null || comparison === null
      ? null
      : new ChangedMessages(memory.states, comparison.earlier, comparison.matches, {
          source: modern,
          surroundings: memory.surroundings,
          places,
          placesOf: (rowid, handle) => conversations.of(modern.placementsOf(rowid), handle),
        });
  const reactions = new PendingReactions(
    table,
    handles,
    changes === null ? null : [...changes.rowids, ...changes.reactions()],
  );
  const replyTargets = new ReplyTargets(
    table,
    changes === null ? null : { replies: changes.rowids, targets: changes.targetsOfReplies() },
  );
  const reader = new MessageReader(table, source.at, handles, watched, replyTargets);
  const plainReader = modern === null ? null : new PlainReader(modern, reactions, places);
  isCounting = true;
  return { context: watched, source, conversations, reactions, reader, plainReader, memory, changes };
}
