import { hash } from 'node:crypto';
import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { isSqliteError } from '../../../../backup/source-database/sqlite-error.ts';
import { type DatabaseImage, MalformedTable } from '../../../../formats/sqlite-table-pages.ts';
import { isDomainError } from '../../../../model/errors.ts';
import type { Column } from '../../../kit/growth/packed-columns.ts';
import { PageList } from '../../../kit/growth/page-list.ts';
import { schemaOf } from '../../../kit/growth/schema.ts';
import { rootPageOf } from '../../../kit/growth/table-root.ts';
import type { Account } from '../accounts.ts';
import type { Directory } from '../directory.ts';
import { MessageMemory, RELATED, type StorePages } from './message-memory.ts';

/** Raised when the form of memories, or the rules by which a message is kept, change. */
const VERSION = 2;

/** What is remembered of the messages of a store, now and earlier. */
export interface Memories {
  /** Null if there was no earlier reading, or if it is of no use. */
  readonly earlier: MessageMemory | null;
  /** A memory without contents. */
  empty(): MessageMemory;
  /** One for the next reading that builds on the earlier one. */
  next(earlier: MessageMemory): MessageMemory;
  /** What is to be remembered of a memory, which is of no use afterwards. */
  takeColumns(memory: MessageMemory): readonly Column[];
}

/** The memories of an account; null if nothing can be remembered: its store is damaged, or odd. */
export function memoriesOf(
  { chats: db, image, own, domain, space }: Account,
  { lids }: Directory,
  stored: readonly ArrayBuffer[] | null,
): Memories | null {
  if (db === null || image === null) return null;
  try {
    const key = hash(
      'sha256',
      JSON.stringify([VERSION, lids.canonical(own), domain, space.orphans, schemaOf(db)]),
      'buffer',
    );
    const [storedKey, ...columns] = stored ?? [];
    const isSame = storedKey !== undefined && key.equals(new Uint8Array(storedKey));
    const earlier = isSame ? MessageMemory.from(columns) : null;
    const bytes = image();
    const pages = pagesOf(db, bytes, earlier);
    bytes.release?.();
    return {
      earlier,
      empty: () => new MessageMemory(pages),
      next: ({ trace }) => new MessageMemory(pages, trace),
      takeColumns: (memory) => [new Uint8Array(key), ...memory.takeColumns()],
    };
  } catch (error) {
    // Whatever is wrong is reported by reading everything.
    if (error instanceof MalformedTable || isDomainError(error) || isSqliteError(error)) return null;
    throw error;
  }
}

function pagesOf(db: SqlDatabase, image: DatabaseImage, earlier: MessageMemory | null): StorePages {
  const read = (table: string, before: PageList | undefined): PageList => {
    const root = rootPageOf(db, table);
    return root === null ? PageList.empty() : PageList.read(image, root, before ?? null);
  };
  return {
    messages: read('ZWAMESSAGE', earlier?.pages),
    media: read(RELATED.media, earlier?.media.pages),
    infos: read(RELATED.infos, earlier?.infos.pages),
    links: read(RELATED.links, earlier?.links.pages),
  };
}
