import type { Extracted } from '../../../src/artifacts/kit/artifact.ts';
import { SameRows } from '../../../src/indexing/growth/same-rows.ts';
import type { EarlierUnit, RecordSink } from '../../../src/indexing/record-sink.ts';
import { isValues, namedRow, type TableSet } from '../../../src/model/columns.ts';
import { encodeTableKey, type KeyValues } from '../../../src/model/table-key.ts';

/** What an index holds of an artifact whose readings follow each other. */
export class RowIndex {
  readonly tables: TableSet;
  readonly rows = new Map<string, string>();
  /** Number of rows that were read and that stayed in the last reading, and of those that stayed without being read. */
  added = 0;
  stayed = 0;
  unread = 0;
  #state: Uint8Array | null = null;

  constructor(tables: TableSet) {
    this.tables = tables;
  }

  /** Takes a reading. `read` gives it all records. */
  take<T>(read: (into: SameRows) => T): T {
    this.added = this.stayed = this.unread = 0;
    const earlier = this.#state;
    if (earlier === null) this.rows.clear();
    const same = SameRows.of({ tables: this.tables }, { key: 'key', earlier }, this.#sink(earlier !== null));
    const stay = same.stay.bind(same);
    same.stay = (table, first, count) => {
      this.unread += count;
      stay(table, first, count);
    };
    const result = read(same);
    same.removeOthers();
    this.#state = same.state();
    return result;
  }

  #sink(hasEarlier: boolean): RecordSink {
    const keepRows = () => ({
      stay: (_table: string, count: number) => void (this.stayed += count),
      remove: (name: string, { key }: EarlierUnit) => void this.rows.delete(identityOf(name, key)),
    });
    let keeps = false;
    return {
      add: (record) => {
        // All rows are replaced if none is kept.
        if (hasEarlier && !keeps && this.added === 0) this.rows.clear();
        this.added++;
        this.#add(record);
      },
      progress: () => undefined,
      ...(hasEarlier
        ? {
            keepRows: () => {
              keeps = true;
              return keepRows();
            },
          }
        : {}),
    };
  }

  #add([name, values, search]: Extracted<TableSet>): void {
    const definition = this.tables[name];
    const row = (isValues(values) && definition !== undefined ? namedRow(definition, values) : values) as Readonly<
      Record<string, unknown>
    >;
    const identity = identityOf(name, (definition?.primaryKey ?? []).map((column) => row[column]) as KeyValues);
    if (this.rows.has(identity)) throw new Error(`${identity} is there already`);
    this.rows.set(identity, JSON.stringify([row, search]));
  }
}

function identityOf(table: string, key: KeyValues): string {
  return `${table} ${encodeTableKey(key)}`;
}
