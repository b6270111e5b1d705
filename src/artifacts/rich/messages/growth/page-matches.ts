import { MalformedTable, tablePages } from '../../../../formats/sqlite-table-pages.ts';
import { isDomainError } from '../../../../model/errors.ts';
import { isSqliteError } from '../../../kit/sqlite-error.ts';
import { isLegacyTable } from '../legacy/legacy-query.ts';
import { anyMessageTable } from '../message-query.ts';
import type { MessagesStores } from '../messages-context.ts';
import { messageTree } from './lookups.ts';
import { MessageStates, PageList } from './message-states.ts';

/** Raised when the form of the states, or the rules by which a message is kept, change. */
const VERSION = 1;

/** The pages of `message`, and how states of its rows are stored. */
export interface MessagePages {
  readonly list: PageList;
  encode(states: MessageStates, key: string): Uint8Array;
  /** Null if they cannot be used. */
  decode(bytes: Uint8Array, key: string): MessageStates | null;
}

/** The pages of `message`; null if its messages cannot be kept: the database is of iOS 5 or earlier, or damaged. */
export function pagesOf({ db, image }: MessagesStores): MessagePages | null {
  if (image === null) return null;
  try {
    if (isLegacyTable(anyMessageTable(db, () => {}))) return null;
    const tree = messageTree(db);
    if (tree === null) return null;
    const list = PageList.read(tablePages(image(), tree.root));
    const keyed = (key: string): string => JSON.stringify([VERSION, key, tree.schema]);
    return {
      list,
      encode: (states, key) => states.encode(keyed(key)),
      decode: (bytes, key) => MessageStates.decode(bytes, keyed(key)),
    };
  } catch (error) {
    // Whatever is wrong is reported by reading everything.
    if (error instanceof MalformedTable || isDomainError(error) || isSqliteError(error)) return null;
    throw error;
  }
}

/** The earlier page with the same bytes for each page of `list`, or -1. */
export function matchPages(list: PageList, earlier: PageList): Int32Array {
  const matches = new Int32Array(list.length).fill(-1);
  const first = (pages: PageList, page: number): number => pages.rowids[pages.starts[page] as number] ?? Infinity;
  for (let page = 0, other = 0; page < list.length; page++) {
    const rowid = first(list, page);
    while (other < earlier.length && first(earlier, other) < rowid) other++;
    if (other < earlier.length && first(earlier, other) === rowid && list.isSame(page, earlier, other)) {
      matches[page] = other;
    }
  }
  return matches;
}
