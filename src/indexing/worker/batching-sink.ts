import { type ArtifactDefinition, type Extracted, type Slice, searchTypesOf } from '../../artifacts/kit/artifact.ts';
import { msg } from '../../locales/messages.ts';
import type { JsonValue, TableSet } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
// Imported directly, because the index of storage would load the engines, which the reading thread does not need.
import { BatchBuilder } from '../../storage/bulk/batch-builder.ts';
import type { PartialRows, WriteTarget } from '../../storage/index.ts';
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
}

/** Collects the records of one piece into batches and posts them. Rows that need all slices are kept back. */
export class BatchingSink implements RecordSink {
  readonly #builder: BatchBuilder<TableSet>;
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

  constructor({ artifact, target, region, slice, credits, post }: BatchingSinkOptions) {
    const { tables, slicing, kinds } = artifact;
    this.#kinds = new Set(Object.keys(kinds));
    const searchTypes = searchTypesOf(artifact);
    this.#builder = new BatchBuilder({ target, tables, searchTypes, region });
    this.#credits = credits;
    this.#post = post;
    this.#partial = slice.of === 1 ? null : new Map((slicing?.wholeTables ?? []).map((table) => [table, []]));
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
      waiting.push(row as { [column: string]: JsonValue });
      return;
    }
    this.#builder.add(table, row, search);
    if (this.#builder.full) this.flush();
    else if (this.#rows % PROGRESS_ROWS === 0) this.#report();
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
