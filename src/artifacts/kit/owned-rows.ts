import { msg } from '../../locales/messages.ts';
import { asInteger, type Expressions, type Lost, type Row, type SourceTable } from './source-table.ts';

/** Maximum number of rows of one owner; more are counted as lost. */
const MAX_ROWS_OF_ONE = 2000;

/** A row and the ROWID of its owner. */
interface OwnedRow<Name extends string> {
  readonly owner: number;
  readonly row: Row<Name>;
}

/**
 * The rows of a table that belong to rows of another, owner by owner, in one pass over both: memory holds one owner's
 * rows, and no index of the source is needed.
 */
export class OwnedRows<Name extends string> {
  readonly #rows: Iterator<Row<Name | 'owner'>> | null;
  readonly #name: string;
  readonly #lost: Lost;
  #next: OwnedRow<Name> | null = null;

  /**
   * @param ownerColumn holds the ROWID of the owner; where it is missing there are no rows
   * @param expressions what the rows hold
   */
  constructor(table: SourceTable, ownerColumn: string, expressions: Expressions<Name>, lost: Lost) {
    this.#name = table.name;
    this.#lost = lost;
    const all: Expressions<Name | 'owner'> = { ...expressions, owner: table.integer(ownerColumn) };
    this.#rows = table.has(ownerColumn)
      ? table.rows(all, `WHERE "${ownerColumn}" IS NOT NULL ORDER BY "${ownerColumn}", rowid`)
      : null;
    this.#advance();
  }

  /** The rows of `owner`, by ROWID. Owners must come in ascending order, each once. */
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
    this.#next = null;
    while (this.#rows !== null) {
      const { done, value } = this.#rows.next();
      if (done === true) break;
      const owner = asInteger(value.owner);
      if (owner === null) continue;
      this.#next = { owner, row: value };
      break;
    }
    return this.#next;
  }
}
