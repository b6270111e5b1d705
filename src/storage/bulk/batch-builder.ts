import type { RowOf, TableSet } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import type { SearchDocument } from '../../model/search-document.ts';
import type { WriteTarget } from '../repositories/index-runs.ts';

/** What a batch is built for. */
export interface BatchBuilderOptions<T extends TableSet> {
  readonly target: WriteTarget;
  /** The artifact's own tables. */
  readonly tables: T;
  /** The word for `type:` of each searchable table. */
  readonly searchTypes: { readonly [K in keyof T & string]?: string };
  /** ISO country of the phone's owner, for handles. */
  readonly region?: string | null;
}

/**
 * Turns extracted records into batches of finished rows, where they are extracted: flattened in column order, tokenised,
 * sanitised. One builder for each artifact run. `take()` gives JSON text for `BulkWriter.write`.
 */
export class BatchBuilder<T extends TableSet> {
  constructor(options: BatchBuilderOptions<T>) {
    throw new DomainError('INTERNAL', options.target.artifact);
  }

  /** True when the batch should be taken: 20,000 records, or 16 million characters. */
  get full(): boolean {
    return false;
  }

  /** Records in the batch. */
  get size(): number {
    return 0;
  }

  /** Numbers that did not fit their column and became null, since the builder was made. */
  get coerced(): number {
    return 0;
  }

  add<K extends keyof T & string>(_table: K, _row: RowOf<T[K]>, _search?: SearchDocument): void {}

  /** The batch as JSON text; the builder is empty afterwards. */
  take(): string {
    return '';
  }
}
