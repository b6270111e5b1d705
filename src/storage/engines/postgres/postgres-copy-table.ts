import type { ColumnKind, TableDefinition } from '../../../model/columns.ts';
import { type BatchValue, rowCount, type TableRows } from '../../bulk/batch.ts';
import type { WriteTarget } from '../../repositories/run-types.ts';
import { columnList, identifier } from '../../schema-sql.ts';
import { CopyBuffer } from './postgres-copy-buffer.ts';

/** Rows of one artifact table in COPY format. */
export class TableCopy {
  readonly buffer = new CopyBuffer();
  /** The COPY statement. */
  readonly sql: string;
  readonly #kinds: readonly ColumnKind[];

  constructor(table: string, definition: TableDefinition) {
    const names = Object.keys(definition.columns);
    this.#kinds = Object.values(definition.columns).map(({ kind }) => kind);
    this.sql = copySql(table, columnList(['backupId', 'runId', ...names]));
  }

  /** Adds rows except those whose number is in `skipped`. */
  add({ backupId, runId }: WriteTarget, table: TableRows, skipped: ReadonlySet<number> | undefined): void {
    const out = this.buffer;
    const kinds = this.#kinds;
    const { values, width } = table;
    for (let row = 0; row < rowCount(table); row++) {
      if (skipped?.has(row)) continue;
      out.row(width + 2);
      out.int64(backupId);
      out.int64(runId);
      for (let column = 0; column < width; column++) {
        writeValue(out, kinds[column] as ColumnKind, values[row * width + column] as BatchValue);
      }
    }
  }
}

/** A COPY statement in binary format. */
export function copySql(table: string, columns: string): string {
  return `copy ${identifier(table)} (${columns}) from stdin (format binary)`;
}

/** A value in the binary form of its column's type; see `postgres-ddl.ts`. */
function writeValue(out: CopyBuffer, kind: ColumnKind, value: BatchValue): void {
  if (value === null) return out.null();
  switch (kind) {
    case 'integer':
    case 'time':
      return out.int64(value as number);
    case 'real':
      return out.float64(value as number);
    case 'boolean':
      return out.int16(value as number);
    case 'text':
    case 'handle':
    case 'file':
    case 'json':
      return out.text(value as string);
  }
}
