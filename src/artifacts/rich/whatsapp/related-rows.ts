import { NamedRows } from '../../kit/named-rows.ts';
import { PackedJoin } from '../../kit/packed-join.ts';
import { asInteger, type Expressions, type Lookup, type Row, type SourceTable } from '../../kit/source-table.ts';
import type { References } from './growth/references.ts';

/** Maximum number of rows of one message; real messages have one, or a few previews. */
export const MAX_ROWS = 1_000;

/** A row related to a message, with its Z_PK. */
export interface RelatedRow<Name extends string> {
  readonly pk: number;
  readonly row: Row<Name>;
}

/**
 * Rows of a table that are related to rows of `ZWAMESSAGE`. Core Data stores the relation twice: in a column of the
 * message and as `ZMESSAGE` in this table. Either can be missing (the message's column in old schemas), so both are
 * used.
 */
export class RelatedRows<Name extends string> {
  readonly #ofMessage = new PackedJoin();
  readonly #byPk: Lookup<Name> | null;
  /** The rows by themselves, to be joined to messages. */
  readonly rows: NamedRows<Name>;

  /**
   * @param expressions columns of the rows
   * @param references the messages that rows name, if they are known; otherwise receives them
   */
  constructor(table: SourceTable, expressions: Expressions<Name>, references: References | null = null) {
    this.rows = new NamedRows(table, expressions);
    this.#byPk = table.exists ? table.lookup(expressions) : null;
    if (references?.isKnown === true) references.forEach((pk, message) => this.#ofMessage.add(message, pk));
    else if (table.has('ZMESSAGE')) {
      for (const [value = null, pk] of table.allArrays({ message: table.integer('ZMESSAGE'), pk: table.rowid })) {
        const message = asInteger(value);
        if (message === null || typeof pk !== 'number') continue;
        this.#ofMessage.add(message, pk);
        references?.add(pk, message);
      }
    }
    this.#ofMessage.seal();
  }

  /**
   * The rows of a message, at most {@link MAX_ROWS}.
   * @param named Z_PK in the message's row; null for none
   * @param joined the row with this Z_PK; null if it is missing
   */
  rowsOf(message: number, named: number | null, joined: Row<Name> | null): readonly RelatedRow<Name>[] {
    const back = this.#ofMessage.values(message);
    if (back.length === 0 || (back.length === 1 && back[0] === named)) {
      return named === null || joined === null ? NONE : [{ pk: named, row: joined }];
    }
    const pks = named === null ? back : [named, ...back.filter((pk) => pk !== named)];
    const rows: RelatedRow<Name>[] = [];
    for (const pk of pks.slice(0, MAX_ROWS)) {
      const row = pk === named ? joined : (this.#byPk?.(pk) ?? null);
      if (row !== null) rows.push({ pk, row });
    }
    return rows;
  }
}

const NONE: readonly never[] = [];
