import { isSqliteError } from '../../backup/source-database/sqlite-error.ts';
import { msg } from '../../locales/messages.ts';
import { asInteger, type Expressions, type Lost, type Row, type SourceTable } from './source-table.ts';

/** Maximum number of rows of one owner; more are counted as lost. */
const MAX_ROWS_OF_ONE = 2000;

/** Maximum number of rows of a damaged table that are held in memory; more are counted as lost. */
const MAX_HELD = 200_000;

/** A row with its ROWID (null if not a safe integer) and that of its owner. */
interface OwnedRow<Name extends string> {
  readonly owner: number;
  readonly rowid: number | null;
  readonly row: Row<Name>;
}

/** Expressions of rows, extended by those of {@link OwnedRow}. */
type OwnedExpressions<Name extends string> = Expressions<Name | 'owner' | 'ownRowid'>;

/**
 * Rows of a table by their owner (a row of another table), in one pass over both tables. Memory holds one owner's rows,
 * and no index is needed. For a damaged table memory holds all rows, as they can be found by ROWID only.
 */
export class OwnedRows<Name extends string> {
  readonly #rows: Iterator<OwnedRow<Name>>;
  readonly #name: string;
  readonly #lost: Lost;
  #next: OwnedRow<Name> | null = null;

  /**
   * @param ownerColumn column with the ROWID of the owner; without it there are no rows
   * @param expressions columns of the rows
   */
  constructor(table: SourceTable, ownerColumn: string, expressions: Expressions<Name>, lost: Lost) {
    this.#name = table.name;
    this.#lost = lost;
    const all: OwnedExpressions<Name> = { ...expressions, owner: table.integer(ownerColumn), ownRowid: table.rowid };
    this.#rows = table.has(ownerColumn) ? ownedRows(table, `"${ownerColumn}"`, all, lost) : [].values();
    this.#advance();
  }

  /** The rows of `owner`, by ROWID. Owners must be requested in ascending order, each once. */
  take(owner: number): readonly Row<Name>[] {
    const taken: Row<Name>[] = [];
    let surplus = false;
    for (let next = this.#next; next !== null && next.owner <= owner; next = this.#advance()) {
      if (next.owner < owner) continue;
      if (taken.length < MAX_ROWS_OF_ONE) taken.push(next.row);
      else surplus = true;
    }
    if (surplus) this.#lost(msg('lost.rows-of-one-record', { table: this.#name, limit: MAX_ROWS_OF_ONE }));
    return taken;
  }

  #advance(): OwnedRow<Name> | null {
    const { done, value } = this.#rows.next();
    this.#next = done === true ? null : value;
    return this.#next;
  }
}

/** Rows by owner and ROWID. */
function* ownedRows<Name extends string>(
  table: SourceTable,
  owner: string,
  expressions: OwnedExpressions<Name>,
  lost: Lost,
): Generator<OwnedRow<Name>, undefined> {
  let last: OwnedRow<Name> | null = null;
  try {
    const selection = table.select(expressions, `WHERE ${owner} IS NOT NULL ORDER BY ${owner}, rowid`);
    for (const row of selection.iterate()) {
      const owned = toOwnedRow(row);
      if (owned === null) continue;
      yield owned;
      last = owned;
    }
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    yield* readableRows(table, owner, expressions, last, lost);
  }
}

/** The readable rows of a damaged table after `last`, by owner and ROWID. */
function readableRows<Name extends string>(
  table: SourceTable,
  owner: string,
  expressions: OwnedExpressions<Name>,
  last: OwnedRow<Name> | null,
  lost: Lost,
): OwnedRow<Name>[] {
  const held: OwnedRow<Name>[] = [];
  for (const row of table.rows(expressions, `WHERE ${owner} IS NOT NULL ORDER BY rowid`)) {
    const owned = toOwnedRow(row);
    if (owned === null || (last !== null && inOrder(owned, last) <= 0)) continue;
    if (held.length === MAX_HELD) {
      lost(msg('lost.damaged-rows', { table: table.name }));
      break;
    }
    held.push(owned);
  }
  return held.sort(inOrder);
}

function toOwnedRow<Name extends string>(row: Row<Name | 'owner' | 'ownRowid'>): OwnedRow<Name> | null {
  const owner = asInteger(row.owner);
  return owner === null ? null : { owner, rowid: asInteger(row.ownRowid), row };
}

function inOrder(a: OwnedRow<string>, b: OwnedRow<string>): number {
  return a.owner - b.owner || (a.rowid ?? Number.MAX_VALUE) - (b.rowid ?? Number.MAX_VALUE);
}
