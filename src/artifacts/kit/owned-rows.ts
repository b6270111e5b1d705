import { msg } from '../../locales/messages.ts';
import { asInteger, type Lost, type SourceTable, type SqlValue } from './source-table.ts';

/** Rows of one table that one event or calendar may have; more are counted as lost. */
const MAX_ROWS_OF_ONE = 2000;

/** A row and whose it is. */
interface OwnedRow {
  readonly owner: number;
  readonly row: readonly SqlValue[];
}

/**
 * The rows of a table that belong to rows of another, handed out owner by owner in one pass over both: memory holds one
 * owner's rows, and no index of the source is relied on.
 */
export class OwnedRows {
  readonly #rows: Iterator<readonly SqlValue[]> | null;
  readonly #name: string;
  readonly #lost: Lost;
  #next: OwnedRow | null = null;

  /**
   * @param ownerColumn names the ROWID of the owner; where it is missing nobody owns anything
   * @param expressions what the rows hold
   */
  constructor(table: SourceTable, ownerColumn: string, expressions: readonly string[], lost: Lost) {
    this.#name = table.name;
    this.#lost = lost;
    this.#rows = table.has(ownerColumn)
      ? table.rows(
          [table.integer(ownerColumn), ...expressions],
          `WHERE "${ownerColumn}" IS NOT NULL ORDER BY "${ownerColumn}", rowid`,
        )
      : null;
    this.#advance();
  }

  /** The rows of `owner`, in the order of their ROWID. To be asked for owners in ascending order, each once. */
  take(owner: number): readonly (readonly SqlValue[])[] {
    const taken: (readonly SqlValue[])[] = [];
    let surplus = false;
    for (let next = this.#next; next !== null && next.owner <= owner; next = this.#advance()) {
      if (next.owner < owner) continue;
      if (taken.length < MAX_ROWS_OF_ONE) taken.push(next.row);
      else surplus = true;
    }
    if (surplus) this.#lost(msg('lost.rows-of-one-record', { table: this.#name, limit: MAX_ROWS_OF_ONE }));
    return taken;
  }

  #advance(): OwnedRow | null {
    this.#next = null;
    while (this.#rows !== null) {
      const { done, value } = this.#rows.next();
      if (done === true) break;
      const owner = asInteger(value[0]);
      if (owner === null) continue;
      this.#next = { owner, row: value.slice(1) };
      break;
    }
    return this.#next;
  }
}
