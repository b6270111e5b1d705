import { type ArtifactDefinition, type Extracted, type Slice, searchTypesOf } from '../../artifacts/kit/artifact.ts';
import { msg, plain } from '../../locales/messages.ts';
import { isValues, type JsonValue, namedRow, type TableSet } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import { encodeTableKey } from '../../model/table-key.ts';
// Imported directly, because the index of storage would load the engines, which the reading thread does not need.
import { BatchBuilder } from '../../storage/bulk/batch-builder.ts';
import type { EarlierReading, KeptRows, PartialRows, RemovedKey, WriteTarget } from '../../storage/index.ts';
import { sanitiseText } from '../../storage/sanitise.ts';
import type { BatchCredits } from '../batch-credits.ts';
import type { ReaderMessage } from '../protocol.ts';
import type { EarlierUnit, KeptRecords, RecordSink, UnitGroup } from '../record-sink.ts';

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

  /** Rows that are kept; null if none are. */
  #kept: KeptUnits | null = null;

  constructor(options: BatchingSinkOptions) {
    const { artifact, slice, credits, post, target } = options;
    const { slicing, kinds } = artifact;
    this.#options = options;
    this.#kinds = new Set(Object.keys(kinds));
    this.#builder = this.#building(target);
    this.#credits = credits;
    this.#post = post;
    this.#partial = slice.of === 1 ? null : new Map((slicing?.wholeTables ?? []).map((table) => [table, []]));
  }

  #building(target: WriteTarget): BatchBuilder<TableSet> {
    const { artifact, region } = this.#options;
    return new BatchBuilder({ target, tables: artifact.tables, searchTypes: searchTypesOf(artifact), region });
  }

  keepRows(groups: readonly UnitGroup[]): KeptRecords {
    const { artifact, earlier, target } = this.#options;
    if (earlier === null || this.#rows > 0) throw new DomainError('INTERNAL', plain('There are no rows to keep.'));
    this.#builder = this.#building({ ...target, rowsRunId: earlier.rowsRunId });
    const kept = new KeptUnits(artifact, earlier.rowsRunId, groups);
    this.#kept = kept;
    return {
      stay: (table, count) => {
        const before = this.#rows;
        this.#rows += count;
        if (this.#kinds.has(table)) this.#records += count;
        if (Math.floor(before / PROGRESS_ROWS) < Math.floor(this.#rows / PROGRESS_ROWS)) this.#report();
      },
      remove: (searched, unit) => kept.remove(searched, unit),
    };
  }

  /** The rows that are kept; null if none are. */
  kept(): KeptRows | null {
    return this.#kept?.rows() ?? null;
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
    this.#kept?.replace(table, row);
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

/** A group of units, and which of them are removed. */
interface KeptGroup {
  readonly group: UnitGroup;
  readonly removed: Map<string, RemovedKey>;
}

/** The columns with the key of a row's unit. */
interface UnitColumns {
  readonly columns: readonly { readonly name: string; readonly at: number }[];
  readonly removed: KeptGroup['removed'];
}

/** The units of an earlier reading, and which of them are removed. */
class KeptUnits {
  readonly #artifact: ArtifactDefinition;
  readonly #rowsRunId: number;
  /** By the table that is searched. */
  readonly #groups: ReadonlyMap<string, KeptGroup>;
  readonly #tables: ReadonlyMap<string, UnitColumns>;

  constructor(artifact: ArtifactDefinition, rowsRunId: number, groups: readonly UnitGroup[]) {
    this.#artifact = artifact;
    this.#rowsRunId = rowsRunId;
    this.#groups = new Map(groups.map((group) => [group.searched, { group, removed: new Map() }]));
    this.#tables = new Map(
      [...this.#groups.values()].flatMap(({ group, removed }) =>
        Object.entries(group.units).map(([table, names]): [string, UnitColumns] => {
          const all = Object.keys(artifact.tables[table]?.columns ?? {});
          return [table, { columns: names.map((name) => ({ name, at: all.indexOf(name) })), removed }];
        }),
      ),
    );
  }

  remove(searched: string, { key, at }: EarlierUnit): void {
    this.#groups.get(searched)?.removed.set(encodeTableKey(key), at === undefined ? [key] : [key, at]);
  }

  /** A unit whose rows are there anew must not keep earlier ones. */
  replace(table: string, row: Readonly<Record<string, unknown>> | readonly unknown[]): void {
    const unit = this.#tables.get(table);
    if (unit === undefined) return;
    const key: (string | number)[] = [];
    for (const { name, at } of unit.columns) {
      const value = isValues(row) ? row[at] : row[name];
      if (typeof value === 'string') key.push(sanitiseText(value));
      else if (Number.isSafeInteger(value)) key.push(value as number);
      else return;
    }
    const ref = encodeTableKey(key);
    if (!unit.removed.has(ref)) unit.removed.set(ref, [key]);
  }

  rows(): KeptRows {
    const types = searchTypesOf(this.#artifact);
    return {
      rowsRunId: this.#rowsRunId,
      tables: Object.keys(this.#artifact.tables),
      groups: [...this.#groups.values()].map(({ group: { units, searched }, removed }) => ({
        units,
        searchType: types[searched] ?? searched,
        removed: [...removed.values()],
      })),
    };
  }
}
