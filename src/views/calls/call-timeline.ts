import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Direction, TimelinePlace, TimelineReader } from '../paging/timeline-pages.ts';
import { parseRowKey } from '../row-key.ts';
import type { ViewContext } from '../types.ts';
import { type CallRows, callsOf } from './call-source.ts';

/** Reads a log of calls along its index by time; those without a time are the oldest. */
export class CallTimeline implements TimelineReader {
  readonly #ctx: ViewContext;
  readonly #rows: CallRows;
  readonly #conditions: readonly RawBuilder<SqlBool>[];

  constructor(ctx: ViewContext, rows: CallRows, conditions: readonly RawBuilder<SqlBool>[]) {
    this.#ctx = ctx;
    this.#rows = rows;
    this.#conditions = conditions;
  }

  async read(direction: Direction, from: TimelinePlace | null, limit: number): Promise<TimelinePlace[]> {
    const order = direction === 'newer' ? 'asc' : 'desc';
    const found: TimelinePlace[] = [];
    for (const range of this.#ranges(direction, from)) {
      if (found.length >= limit) break;
      const rows = await range
        .orderBy('call.at', order)
        .orderBy('call.key', order)
        .limit(limit - found.length)
        .execute();
      found.push(...rows.map(({ at, key }) => ({ at, key: String(key) })));
    }
    return found;
  }

  async find(key: string): Promise<TimelinePlace | null> {
    const stored = this.#keyOf(key);
    if (stored === null) return null;
    const row = await this.#calls().where('call.key', '=', stored).executeTakeFirst();
    return row === undefined ? null : { at: row.at, key };
  }

  /** What lies beyond a place, the nearest first. */
  #ranges(direction: Direction, from: TimelinePlace | null) {
    const isNewer = direction === 'newer';
    const undated = this.#calls().where('call.at', 'is', null);
    const dated = this.#calls().where('call.at', 'is not', null);
    if (from === null) return isNewer ? [undated, dated] : [dated, undated];
    const operator = isNewer ? '>' : '<';
    const key = this.#keyOf(from.key) ?? (this.#rows.source.hasNumericKeys ? Number.MAX_SAFE_INTEGER : from.key);
    if (from.at === null) {
      const rest = undated.where('call.key', operator, key);
      return isNewer ? [rest, dated] : [rest];
    }
    const ranges = [
      this.#calls().where('call.at', '=', from.at).where('call.key', operator, key),
      this.#calls().where('call.at', operator, from.at),
    ];
    return isNewer ? ranges : [...ranges, undated];
  }

  #keyOf(key: string): string | number | null {
    if (!this.#rows.source.hasNumericKeys) return key;
    return key === '' ? Number.MIN_SAFE_INTEGER : parseRowKey(key);
  }

  #calls() {
    const calls = callsOf(this.#ctx, this.#rows).select(['call.at', 'call.key']);
    return this.#conditions.reduce((query, condition) => query.where(condition), calls);
  }
}

/** `handle in (…)`. */
export function handleIn(handles: readonly string[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`handle in (${sql.join(handles)})`;
}
