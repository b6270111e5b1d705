import type { Extracted } from '../artifacts/kit/artifact.ts';
import type { TableSet } from '../model/columns.ts';
import type { KeyValues } from '../model/table-key.ts';

/** Rows that are kept or replaced as one, with one search document at most. */
export interface UnitGroup {
  /** The columns with the key of the unit, by table. */
  readonly units: { readonly [table: string]: readonly string[] };
  /** The table whose search documents the units have; its primary key is theirs. */
  readonly searched: string;
}

/** A unit whose earlier rows are removed. */
export interface EarlierUnit {
  readonly key: KeyValues;
  /** Time of its search document; null for none, undefined if it has no document. */
  readonly at?: number | null | undefined;
}

/** What becomes of the rows of an earlier reading. Those of tables in no group are all replaced. */
export interface KeptRecords {
  /** Counts records of a table that stay as they are. */
  stay(table: string, count: number): void;
  /** Removes a unit of the group of this searched table, before its new rows are added. */
  remove(searched: string, unit: EarlierUnit): void;
}

/** Receives the records of an artifact while it is read. */
export interface RecordSink {
  add(record: Extracted<TableSet>): void;
  progress(fraction: number): void;
  /**
   * Joins the records to those of the earlier reading, except for removed units and those whose rows are added again.
   * Before the first record; absent if all records are wanted.
   */
  keepRows?(groups: readonly UnitGroup[]): KeptRecords;
}
