import { setImmediate } from 'node:timers/promises';
import { plain } from '../../../locales/messages.ts';
import type { TableSet } from '../../../model/columns.ts';
import { DomainError } from '../../../model/errors.ts';
import { type Batch, type BatchPart, rowCount, unpackPart } from '../../bulk/batch.ts';
import type { WriteResult } from '../../bulk/bulk-writer.ts';
import type { WriteTarget } from '../../repositories/run-types.ts';
import type { CopyBuffer } from './postgres-copy-buffer.ts';
import type { SkippedRows } from './postgres-copy-duplicates.ts';
import { SearchCopy } from './postgres-copy-search.ts';
import { TableCopy } from './postgres-copy-table.ts';

/** What a batch will have written, and the runs that must still be running for it. */
export interface Converted extends WriteResult {
  readonly claims: readonly { readonly target: WriteTarget; readonly searchRows: number }[];
}

/** One COPY statement with its data. */
interface Copy {
  readonly sql: string;
  readonly buffer: CopyBuffer;
}

/** A batch in the format of COPY. Its buffers are used again for other batches. */
export class BatchCopies {
  readonly search = new SearchCopy();
  readonly #definitions: TableSet;
  readonly #tables = new Map<string, TableCopy>();

  constructor(definitions: TableSet) {
    this.#definitions = definitions;
  }

  /** The artifact tables that have rows in this batch. */
  get tables(): readonly string[] {
    return [...this.#tables].filter(([, { buffer }]) => buffer.rows > 0).map(([name]) => name);
  }

  /** The statements in the order of execution. Those of the search need `search.setIds` first. */
  get statements(): readonly Copy[] {
    return [...this.#tables.values(), ...this.search.copies].filter(({ buffer }) => buffer.rows > 0);
  }

  /**
   * Converts a batch without the rows in `skipped`. The event loop runs between its parts, so that the batch before can
   * be sent meanwhile.
   * @throws INTERNAL if a table or value does not fit the definitions
   */
  async fill(batch: Batch, skipped: SkippedRows): Promise<Converted> {
    for (const { buffer } of this.#tables.values()) buffer.clear();
    this.search.clear();
    const claims = new Map<number, Converted['claims'][number]>();
    let [rows, duplicates] = [0, 0];
    for (const [number, packed] of batch.entries()) {
      if (number > 0) await setImmediate();
      // One part at a time, so that its strings are short-lived.
      const part = unpackPart(packed);
      const { target, tables } = part;
      const skippedHere = skipped[number] ?? [];
      const searchRows = (claims.get(target.runId)?.searchRows ?? 0) + this.#addPart(part, skippedHere);
      claims.set(target.runId, { target, searchRows });
      for (const table of tables) rows += rowCount(table);
      for (const table of skippedHere) duplicates += table.size;
    }
    return { claims: [...claims.values()], records: rows - duplicates, duplicates };
  }

  /** Returns the number of search rows. */
  #addPart(part: BatchPart, skipped: readonly ReadonlySet<number>[]): number {
    part.tables.forEach((table, index) => {
      if (table.values.length > 0) this.#table(table.table).add(part.target, table, skipped[index]);
    });
    return this.search.add(part, (table, row) => skipped[table]?.has(row) ?? false);
  }

  #table(name: string): TableCopy {
    const known = this.#tables.get(name);
    if (known !== undefined) return known;
    const definition = this.#definitions[name];
    if (definition === undefined) throw new DomainError('INTERNAL', plain(`Table ${name} does not exist.`));
    const copy = new TableCopy(name, definition);
    this.#tables.set(name, copy);
    return copy;
  }
}
