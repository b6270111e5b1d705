import { isSqliteError } from '../../../../backup/source-database/sqlite-error.ts';
import { MalformedTable } from '../../../../formats/sqlite-table-pages.ts';
import { isDomainError } from '../../../../model/errors.ts';
import { PageList } from '../../../kit/growth/page-list.ts';
import { rootPageOf } from '../../../kit/growth/table-root.ts';
import { isLegacyTable } from '../legacy/legacy-query.ts';
import { anyMessageTable } from '../message-query.ts';
import type { MessagesStores } from '../messages-context.ts';
import { hasUniqueGuids, schemaOf } from './lookups.ts';
import { MessageStates } from './message-states.ts';

/** Raised when the form of the states, or the rules by which a message is kept, change. */
const VERSION = 7;

/** The states of the rows of a database now and earlier. */
export interface MessagePages {
  /** Those of the earlier reading; null if there was none, or they cannot be used. */
  readonly earlier: MessageStates | null;
  /** States without contents. */
  empty(): MessageStates;
  /** What is to be remembered of states, which are of no use afterwards. */
  takeEncoded(states: MessageStates): Uint8Array;
}

/**
 * The pages of a database; null if its messages cannot be kept: it is of iOS 5 or earlier, damaged, or odd.
 * @param state what the earlier reading remembered
 * @param key what must be the same as then
 */
export function pagesOf({ db, image }: MessagesStores, state: Uint8Array | null, key: string): MessagePages | null {
  if (image === null) return null;
  try {
    if (isLegacyTable(anyMessageTable(db, () => {})) || !hasUniqueGuids(db)) return null;
    const [messages, attachments] = [rootPageOf(db, 'message'), rootPageOf(db, 'attachment')];
    if (messages === null || attachments === null) return null;
    const fullKey = JSON.stringify([VERSION, key, schemaOf(db)]);
    const earlier = state === null ? null : MessageStates.decode(state, fullKey);
    const bytes = image();
    const ofMessages = PageList.read(bytes, messages, earlier?.pages);
    const ofAttachments = PageList.read(bytes, attachments, earlier?.attachments);
    return {
      earlier,
      empty: () => new MessageStates(ofMessages, ofAttachments),
      takeEncoded: (states) => states.takeEncoded(fullKey),
    };
  } catch (error) {
    // Whatever is wrong is reported by reading everything.
    if (error instanceof MalformedTable || isDomainError(error) || isSqliteError(error)) return null;
    throw error;
  }
}
