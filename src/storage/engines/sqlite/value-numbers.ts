import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ColumnKind } from '../../../model/columns.ts';
import type { BatchValue } from '../../bulk/batch.ts';
import { valuesTable } from '../../repeated-columns.ts';
import type { WriteTarget } from '../../repositories/run-types.ts';

/** Values of a run that are remembered; beyond, a value may be stored again. */
const MAX_VALUES = 10_000;

/** The values of one run in one of the tables of repeated values. */
interface Known {
  readonly insert: StatementSync;
  readonly numbers: Map<BatchValue, number>;
}

type Scope = Pick<WriteTarget, 'backupId' | 'runId'>;

/** Gives the values of repeated columns their numbers; see `repeated-values.ts`. */
export class ValueNumbers {
  readonly #db: DatabaseSync;
  readonly #inserts = new Map<string, StatementSync>();
  /** By table and run. */
  readonly #known = new Map<string, Known>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** A function that gives values of columns of this kind their numbers, until {@link forget}. */
  of(kind: ColumnKind, scope: Scope): (value: BatchValue) => BatchValue {
    const { insert, numbers } = this.#valuesOf(valuesTable(kind), scope);
    const { backupId, runId } = scope;
    // Rows that follow each other mostly have the same, and comparing is quicker than looking up.
    let last: BatchValue = null;
    let lastNumber: number | null = null;
    return (value) => {
      if (value === last) return lastNumber;
      if (value === null) return null;
      let number = numbers.get(value);
      if (number === undefined) {
        if (numbers.size >= MAX_VALUES) numbers.clear();
        number = Number(insert.run(backupId, runId, value).lastInsertRowid);
        numbers.set(value, number);
      }
      last = value;
      lastNumber = number;
      return number;
    };
  }

  /** Must be called when a transaction was rolled back: its values have no numbers any more. */
  forget(): void {
    this.#known.clear();
  }

  #valuesOf(table: string, { backupId, runId }: Scope): Known {
    const key = `${table}/${backupId}/${runId}`;
    let known = this.#known.get(key);
    if (known === undefined) {
      const insert =
        this.#inserts.get(table) ??
        this.#db.prepare(`insert into ${table} (backup_id, run_id, value) values (?, ?, ?)`);
      this.#inserts.set(table, insert);
      known = { insert, numbers: new Map() };
      this.#known.set(key, known);
    }
    return known;
  }
}
