import { PackedJoin } from '../../kit/packed-join.ts';
import { asInteger, type SourceTable, type SqlValue } from '../../kit/source-table.ts';

/** Rows of one message that are read; real ones have one, of previews a few. */
const MAX_ROWS = 1_000;

/** A row that belongs to a message, with its Z_PK. */
export interface SatelliteRow {
  readonly pk: number;
  readonly row: readonly SqlValue[];
}

/**
 * The rows of a table around `ZWAMESSAGE`. Core Data writes the relation on both sides: in a column of the message and as
 * `ZMESSAGE` here. Either may be missing (the message's column in old schemas), so that both are followed.
 */
export class Satellite {
  private readonly ofMessage = new PackedJoin();
  private readonly byPk: ReturnType<SourceTable['lookup']> | null;

  /**
   * @param expressions what to read of a row
   * @param condition which rows are worth following back from here
   */
  constructor(table: SourceTable, expressions: readonly string[], condition = '1') {
    this.byPk = table.exists ? table.lookup(expressions) : null;
    if (table.has('ZMESSAGE')) {
      for (const row of table.rows([table.integer('ZMESSAGE'), table.rowid], `WHERE ${condition}`)) {
        const message = asInteger(row[0]);
        const pk = asInteger(row[1]);
        if (message !== null && pk !== null) this.ofMessage.add(message, pk);
      }
    }
    this.ofMessage.seal();
  }

  /** The rows of a message: the one it names itself (null: none), and those that name it, at most {@link MAX_ROWS}. */
  rowsOf(message: number, named: number | null): readonly SatelliteRow[] {
    const back = this.ofMessage.values(message);
    if (named === null && back.length === 0) return NONE;
    const pks = named === null ? back : [named, ...back.filter((pk) => pk !== named)];
    const rows: SatelliteRow[] = [];
    for (const pk of pks.slice(0, MAX_ROWS)) {
      const row = this.byPk?.(pk) ?? null;
      if (row !== null) rows.push({ pk, row });
    }
    return rows;
  }
}

const NONE: readonly SatelliteRow[] = [];
