import type { ColumnKind, TableDefinition } from '../../../model/columns.ts';
import { type BatchValue, eachRow, type TableRows } from '../../bulk/batch.ts';
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
    const { values } = table;
    eachRow(table, (layout, at, row) => {
      if (skipped?.has(row)) return;
      out.row(kinds.length + 2);
      out.int64(backupId);
      out.int64(runId);
      let column = 0;
      for (let index = 0; index < layout.length; index++) {
        const next = layout[index] as number;
        for (; column < next; column++) out.null();
        writeValue(out, kinds[column++] as ColumnKind, values[at + index] as BatchValue);
      }
      for (; column < kinds.length; column++) out.null();
    });
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
