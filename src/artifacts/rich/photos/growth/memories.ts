import { hash } from 'node:crypto';
import { columns } from '../../../../backup/source-database/schema.ts';
import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { isSqliteError } from '../../../../backup/source-database/sqlite-error.ts';
import { type DatabaseImage, MalformedTable } from '../../../../formats/sqlite-table-pages.ts';
import { isDomainError } from '../../../../model/errors.ts';
import type { StayingRows } from '../../../kit/artifact.ts';
import type { Column } from '../../../kit/growth/packed-columns.ts';
import { PageList } from '../../../kit/growth/page-list.ts';
import { schemaOf } from '../../../kit/growth/schema.ts';
import { rootPageOf } from '../../../kit/growth/table-root.ts';
import { PART_TABLES } from '../asset-details.ts';
import { AssetMemory, type LibraryPages, PARTS } from './asset-memory.ts';

/** Raised when the form of memories, or the rules by which an asset is kept, change. */
const VERSION = 1;

/** How a library keeps assets. */
export interface LibraryGrowth {
  readonly staying: StayingRows;
  /** The bytes of its database. */
  readonly image: () => DatabaseImage;
}

/** What is remembered of the assets of a library, now and earlier. */
export interface Memories {
  /** Null if there was no earlier reading, or if it is of no use. */
  readonly earlier: AssetMemory | null;
  /** Of this reading; without contents. */
  readonly now: AssetMemory;
  /** What is to be remembered of {@link now}, which is of no use afterwards. */
  takeColumns(): readonly Column[];
}

/** The memories of a library; null if nothing can be remembered: it is damaged, or odd. */
export function memoriesOf(
  db: SqlDatabase,
  assets: string,
  { staying: { earlier: stored }, image }: LibraryGrowth,
): Memories | null {
  try {
    const tables = [assets, ...PARTS.map((part) => PART_TABLES[part])];
    // Rows are found by a column of this name instead of by their ROWIDs.
    if (tables.some((table) => [...columns(db, table)].some((name) => name.toLowerCase() === 'rowid'))) return null;
    const key = hash('sha256', JSON.stringify([VERSION, assets, schemaOf(db)]), 'buffer');
    const [storedKey, ...rest] = stored ?? [];
    const isSame = storedKey !== undefined && key.equals(new Uint8Array(storedKey));
    const earlier = isSame ? AssetMemory.from(rest) : null;
    const bytes = image();
    const now = new AssetMemory(pagesOf(db, tables, bytes));
    bytes.release?.();
    return { earlier, now, takeColumns: () => [new Uint8Array(key), ...now.takeColumns()] };
  } catch (error) {
    // Whatever is wrong is reported by reading everything.
    if (error instanceof MalformedTable || isDomainError(error) || isSqliteError(error)) return null;
    throw error;
  }
}

function pagesOf(db: SqlDatabase, tables: readonly string[], image: DatabaseImage): LibraryPages {
  const [assets = PageList.empty(), ...parts] = tables.map((table) => {
    const root = rootPageOf(db, table);
    return root === null ? PageList.empty() : PageList.read(image, root);
  });
  return { assets, parts };
}
