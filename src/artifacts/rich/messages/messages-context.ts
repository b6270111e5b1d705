import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import type { DatabaseImage } from '../../../formats/sqlite-table-pages.ts';
import type { ExtractContext, SourceFileBytes } from '../../kit/artifact.ts';

/** The part of the context that Messages needs. */
export type MessagesContext = Pick<
  ExtractContext<string>,
  'fileAt' | 'file' | 'region' | 'note' | 'found' | 'lost' | 'progress' | 'slice' | 'isExcerpt'
>;
/** A database of messages, and what its messages are placed with. */
export interface MessagesStores {
  readonly db: SqlDatabase;
  /** The bytes of `db`; null if they are not needed. */
  readonly image: (() => DatabaseImage) | null;
  /** Merges the chats with the handles of one person into one conversation. */
  readonly addressBook: SqlDatabase | null;
  /** Texts that were typed but not sent. */
  readonly drafts: readonly SourceFileBytes[];
}
