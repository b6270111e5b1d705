import type { GrowthContext } from '../../kit/artifact.ts';
import { pagesOf } from './growth/message-pages.ts';
import { readChanged } from './growth/read-changed.ts';
import { TrialContext } from './growth/trial-context.ts';
import type { MessageRecord } from './message-records.ts';
import type { MessagesContext, MessagesStores } from './messages-context.ts';
import { readAll } from './read-all.ts';
import { openReading } from './reading.ts';

/**
 * Reads one sms.db: messages by ROWID with attachments and conversation items, then reactions and attachments without a
 * message, then conversations. Memory holds joins (eight bytes per pair), reactions and names, but no messages. A slice
 * is a range of ROWIDs: the first one reads data without a message, and conversations are partial.
 *
 * With `growth`, messages of which nothing has changed since the last reading are not read again, if they are most.
 *
 * @param isPlainKnown false to read plain messages as all others, for tests: the records are the same
 * @throws UNSUPPORTED_SCHEMA
 */
export function* extractMessages(
  stores: MessagesStores,
  context: MessagesContext,
  growth: GrowthContext | null = null,
  isPlainKnown = true,
): Generator<MessageRecord> {
  const pages = growth === null ? null : pagesOf(stores, growth.earlier, growth.key);
  const earlier = pages?.earlier ?? null;
  if (growth !== null && pages !== null && earlier !== null) {
    const trial = new TrialContext(context);
    const fresh = pages.empty();
    const grown = readChanged(stores, trial, fresh, earlier);
    if (grown !== null) {
      trial.commit();
      growth.keep(grown.kept, grown.removed);
      yield* grown.records;
      if (fresh.isComplete) growth.remember(pages.takeEncoded(fresh));
      return;
    }
  }
  const states = pages?.empty() ?? null;
  yield* readAll(openReading(stores, context, states), isPlainKnown);
  if (growth !== null && pages !== null && states?.isComplete === true) growth.remember(pages.takeEncoded(states));
}
