import {
  type ArtifactDefinition,
  type Extracted,
  type RemovedUnit,
  type Slice,
  searchTypesOf,
} from '../../artifacts/kit/artifact.ts';
import { msg, plain } from '../../locales/messages.ts';
import { isValues, type JsonValue, namedRow, type TableSet } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
// Imported directly, because the index of storage would load the engines, which the reading thread does not need.
import { BatchBuilder } from '../../storage/bulk/batch-builder.ts';
import type { EarlierReading, KeptRows, PartialRows, RemovedKey, WriteTarget } from '../../storage/index.ts';
import type { BatchCredits } from '../batch-credits.ts';
import type { ReaderMessage } from '../protocol.ts';
import type { RecordSink } from '../read-artifact.ts';

/** Rows between two progress reports. */
const PROGRESS_ROWS = 5_000;

/**
 * Maximum number of rows of one slice that wait for the other slices: conversations, of which busy phones have
 * thousands.
 */
const MAX_PARTIAL_ROWS = 100_000;

/** Options of a {@link BatchingSink}. */
export interface BatchingSinkOptions {
  readonly artifact: ArtifactDefinition;
  readonly target: WriteTarget;
  /** ISO country of the phone's owner. */
  readonly region: string | null;
  readonly slice: Slice;
  readonly credits: BatchCredits;
  readonly post: (message: ReaderMessage) => void;
  /** The reading whose rows can be kept; null for none. */
  readonly earlier: EarlierReading | null;
}

/** Collects the records of one piece into batches and posts them. Rows that need all slices are kept back. */
export class BatchingSink implements RecordSink {
  readonly #options: BatchingSinkOptions;
  #builder: BatchBuilder<TableSet>;
  readonly #credits: BatchCredits;
  readonly #post: (message: ReaderMessage) => void;
  /** Rows that wait for other slices; null if the artifact is read as a whole. */
  readonly #partial: Map<string, { [column: string]: JsonValue }[]> | null;
  #partialRows = 0;
  #records = 0;
  #rows = 0;
  /** Tables whose rows are records of a kind. */
  readonly #kinds: ReadonlySet<string>;
  #fraction = 0;

  /** The column with the key of the unit of a row, by table. */
  readonly #units: ReadonlyMap<string, { readonly column: string; readonly at: number }>;
  /** Units whose earlier rows are removed, if others are kept. */
  #removed: Map<number, RemovedKey> | null = null;

  constructor(options: BatchingSinkOptions) {
    const { artifact, slice, credits, post, target } = options;
    const { slicing, kinds, growth, tables } = artifact;
    this.#options = options;
    this.#kinds = new Set(Object.keys(kinds));
    this.#units = new Map(
      Object.entries(growth?.units ?? {}).map(([table, column = '']) => [
        table,
        { column, at: Object.keys(tables[table]?.columns ?? {}).indexOf(column) },
      ]),
    );
    this.#builder = this.#building(target);
    this.#credits = credits;
    this.#post = post;
    this.#partial = slice.of === 1 ? null : new Map((slicing?.wholeTables ?? []).map((table) => [table, []]));
  }

  #building(target: WriteTarget): BatchBuilder<TableSet> {
    const { artifact, region } = this.#options;
    return new BatchBuilder({ target, tables: artifact.tables, searchTypes: searchTypesOf(artifact), region });
  }

  /** Joins the rows to those of the earlier reading, before the first of them. */
  keep(count: number, removed: readonly RemovedUnit[]): void {
    const { earlier, target } = this.#options;
    if (earlier === null || this.#rows > 0) throw new DomainError('INTERNAL', plain('There are no rows to keep.'));
    this.#removed = new Map(removed.map(({ key, at }) => [key, at === undefined ? [key] : [key, at]]));
    this.#builder = this.#building({ ...target, rowsRunId: earlier.rowsRunId });
    this.#records += count;
  }

  /** The rows that are kept; null if none are. */
  kept(): KeptRows | null {
    const { earlier, artifact } = this.#options;
    const { growth, tables } = artifact;
    if (this.#removed === null || earlier === null || growth === undefined) return null;
    return {
      rowsRunId: earlier.rowsRunId,
      tables: Object.keys(tables),
      units: growth.units,
      searchType: searchTypesOf(artifact)[growth.searched] ?? growth.searched,
      removed: [...this.#removed.values()],
    };
  }

  /** Number of records of kinds so far. */
  get records(): number {
    return this.#records;
  }

  /** @throws LIMIT_EXCEEDED if too many rows wait for other slices */
  add([table, row, search]: Extracted<TableSet>): void {
    this.#rows++;
    if (this.#kinds.has(table)) this.#records++;
    const waiting = this.#partial?.get(table);
    if (waiting !== undefined) {
      if (++this.#partialRows > MAX_PARTIAL_ROWS) {
        throw new DomainError(
          'LIMIT_EXCEEDED',
          msg('detail.too-many-partial-rows', { limit: MAX_PARTIAL_ROWS, table }),
        );
      }
      const named = isValues(row) ? namedRow(this.#options.artifact.tables[table], row) : row;
      waiting.push(named as { [column: string]: JsonValue });
      return;
    }
    this.#removeEarlier(table, row);
    this.#builder.add(table, row, search);
    if (this.#builder.full) this.flush();
    else if (this.#rows % PROGRESS_ROWS === 0) this.#report();
  }

  /** A unit whose rows are there anew must not keep earlier ones. */
  #removeEarlier(table: string, row: Readonly<Record<string, unknown>> | readonly unknown[]): void {
    if (this.#removed === null) return;
    const unit = this.#units.get(table);
    if (unit === undefined) return;
    const key = isValues(row) ? row[unit.at] : row[unit.column];
    if (Number.isSafeInteger(key) && !this.#removed.has(key as number))
      this.#removed.set(key as number, [key as number]);
  }

  progress(fraction: number): void {
    this.#fraction = Math.min(1, Math.max(this.#fraction, fraction));
  }

  /** Posts the collected records; blocks while the writer is behind. */
  flush(): void {
    if (this.#builder.size === 0) return;
    this.#credits.acquire();
    this.#post({ type: 'batch', batch: this.#builder.take() });
    this.#report();
  }

  /** The rows that wait for other slices, by table; null if the artifact is read as a whole. */
  partial(): PartialRows | null {
    return this.#partial === null ? null : Object.fromEntries(this.#partial);
  }

  #report(): void {
    this.#post({ type: 'progress', fraction: this.#fraction, records: this.#records, rows: this.#rows });
  }
}
