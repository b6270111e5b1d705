import {
  type BatchPart,
  SEARCH_AT,
  SEARCH_WIDTH,
  searchPayload,
  searchText,
  type TableRows,
} from '../../bulk/batch.ts';
import { divisionOf } from './divisions.ts';
import { CopyBuffer } from './postgres-copy-buffer.ts';
import { copySql } from './postgres-copy-table.ts';
import { TermsEncoder } from './postgres-copy-terms.ts';

/** Columns of each table. */
const SEARCH_FIELDS = ['id', 'backup_id', 'run_id', 'type', 'ref', 'occurred_at', 'display_text', 'payload'];
const TERMS_FIELDS = ['id', 'backup_id', 'occurred_at', 'division', 'long', 'terms'];
const PART_FIELDS = ['id', 'part', 'terms'];

/**
 * Search rows and their terms in COPY format. They are written before their ids are known, which are patched in
 * afterwards.
 */
export class SearchCopy {
  readonly #rows = new CopyBuffer();
  readonly #terms = new CopyBuffer();
  readonly #parts = new CopyBuffer();
  readonly #encoder = new TermsEncoder();
  #preferred: number[] = [];
  /** Positions of the ids in rows and terms by record, and of each part with its record. */
  #rowsAt: number[] = [];
  #termsAt: number[] = [];
  #partsAt: { readonly record: number; readonly at: number }[] = [];

  /** The preferred ids of the records. */
  get preferred(): readonly number[] {
    return this.#preferred;
  }

  /** The statements in execution order, with their data. */
  get copies(): readonly { readonly sql: string; readonly buffer: CopyBuffer }[] {
    return [
      { sql: copySql('artifact_search_index', SEARCH_FIELDS.join()), buffer: this.#rows },
      { sql: copySql('artifact_search_terms', TERMS_FIELDS.join()), buffer: this.#terms },
      { sql: copySql('artifact_search_parts', PART_FIELDS.join()), buffer: this.#parts },
    ];
  }

  /** Removes all records. */
  clear(): void {
    for (const { buffer } of this.copies) buffer.clear();
    this.#preferred = [];
    this.#rowsAt = [];
    this.#termsAt = [];
    this.#partsAt = [];
  }

  /** Adds the searchable records of a part except those for which `skipped` is true; returns their number. */
  add(part: BatchPart, skipped: (table: number, row: number) => boolean): number {
    const { target, tables, search } = part;
    const before = this.#preferred.length;
    for (let start = 0; start < search.length; start += SEARCH_WIDTH) {
      const index = search[start + SEARCH_AT.table] as number;
      if (skipped(index, search[start + SEARCH_AT.row] as number)) continue;
      const { searchType } = tables[index] as TableRows;
      const at = search[start + SEARCH_AT.at] as number | null;
      this.#addRow({
        backupId: target.backupId,
        runId: target.runId,
        type: searchType,
        ref: search[start + SEARCH_AT.ref] as string,
        at,
        text: searchText(part, start),
        payload: searchPayload(part, start),
      });
      const words = search[start + SEARCH_AT.words] as string;
      this.#addTerms(target.backupId, at, words, search[start + SEARCH_AT.facets] as string);
      this.#preferred.push(search[start + SEARCH_AT.id] as number);
    }
    return this.#preferred.length - before;
  }

  /** Sets the ids of the records, in the order of {@link preferred}. */
  setIds(ids: readonly number[]): void {
    for (let record = 0; record < ids.length; record++) {
      const id = ids[record] as number;
      this.#rows.patchInt64(this.#rowsAt[record] as number, id);
      this.#terms.patchInt64(this.#termsAt[record] as number, id);
    }
    for (const { record, at } of this.#partsAt) this.#parts.patchInt64(at, ids[record] as number);
  }

  #addRow(row: {
    backupId: number;
    runId: number;
    type: string;
    ref: string;
    at: number | null;
    text: string;
    payload: string | null;
  }): void {
    const out = this.#rows;
    out.row(SEARCH_FIELDS.length);
    this.#rowsAt.push(out.position);
    out.int64(0);
    out.int64(row.backupId);
    out.int64(row.runId);
    out.text(row.type);
    out.text(row.ref);
    out.nullableInt64(row.at);
    out.text(row.text);
    if (row.payload === null) out.null();
    else out.text(row.payload);
  }

  #addTerms(backupId: number, at: number | null, words: string, facets: string): void {
    const out = this.#terms;
    const record = this.#preferred.length;
    out.row(TERMS_FIELDS.length);
    this.#termsAt.push(out.position);
    out.int64(0);
    out.int64(backupId);
    out.nullableInt64(at);
    out.int16(divisionOf(backupId));
    this.#encoder.write(out, words, facets, (part, vector) => {
      this.#parts.row(PART_FIELDS.length);
      this.#partsAt.push({ record, at: this.#parts.position });
      this.#parts.int64(0);
      this.#parts.int32(4);
      this.#parts.int32(part);
      vector.write(this.#parts);
    });
  }
}
