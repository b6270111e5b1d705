import { MalformedTable, tablePages } from '../../../../formats/sqlite-table-pages.ts';
import { isDomainError } from '../../../../model/errors.ts';
import { isSqliteError } from '../../../kit/sqlite-error.ts';
import { isLegacyTable } from '../legacy/legacy-query.ts';
import { anyMessageTable } from '../message-query.ts';
import type { MessagesStores } from '../messages-context.ts';
import { hasUniqueGuids, rootPageOf, schemaOf } from './lookups.ts';
import { MessageStates } from './message-states.ts';
import { PageList } from './page-list.ts';

/** Raised when the form of the states, or the rules by which a message is kept, change. */
const VERSION = 2;

/** The pages of `message` and `attachment`, and how states of their rows are stored. */
export interface MessagePages {
  /** States without contents. */
  empty(): MessageStates;
  encode(states: MessageStates, key: string): Uint8Array;
  /** Null if they cannot be used. */
  decode(bytes: Uint8Array, key: string): MessageStates | null;
}

/** The pages of a database; null if its messages cannot be kept: it is of iOS 5 or earlier, damaged, or odd. */
export function pagesOf({ db, image }: MessagesStores): MessagePages | null {
  if (image === null) return null;
  try {
    if (isLegacyTable(anyMessageTable(db, () => {})) || !hasUniqueGuids(db)) return null;
    const [messages, attachments] = [rootPageOf(db, 'message'), rootPageOf(db, 'attachment')];
    if (messages === null || attachments === null) return null;
    const bytes = image();
    const lists = [messages, attachments].map((root) => PageList.read(tablePages(bytes, root)));
    const schema = schemaOf(db);
    const keyed = (key: string): string => JSON.stringify([VERSION, key, schema]);
    return {
      empty: () => new MessageStates(lists[0] as PageList, lists[1] as PageList),
      encode: (states, key) => states.encode(keyed(key)),
      decode: (state, key) => MessageStates.decode(state, keyed(key)),
    };
  } catch (error) {
    // Whatever is wrong is reported by reading everything.
    if (error instanceof MalformedTable || isDomainError(error) || isSqliteError(error)) return null;
    throw error;
  }
}
