import { asInteger, asShortText, type SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { readAnnouncement } from './announcement.ts';
import type { SourceHandle } from './handles.ts';
import { DETAIL, detailExpressions } from './message-query.ts';
import type { Announcement, RawFacts } from './tables.ts';

/** What few messages have. */
export interface MessageDetails {
  /** Bits for {@link flagWords}. */
  readonly flags: number;
  readonly announcement: Announcement | null;
  readonly raw: RawFacts;
}

/** Reads what few messages have, one message at a time, so that the other rows need not carry the columns. */
export class DetailReader {
  private readonly byRowid: ReturnType<SourceTable['lookup']>;
  private readonly handles: ReadonlyMap<number, SourceHandle>;

  /** Prepares the query. */
  constructor(table: SourceTable, handles: ReadonlyMap<number, SourceHandle>) {
    this.byRowid = table.lookup(detailExpressions(table));
    this.handles = handles;
  }

  /** The details of the message with this ROWID, sent by `handle`; null where they cannot be read. */
  read(rowid: number, handle: number | null): MessageDetails | null {
    const row = this.byRowid(rowid);
    if (row === null) return null;
    const itemType = asInteger(row[DETAIL.itemType]) ?? 0;
    const actionType = asInteger(row[DETAIL.actionType]) ?? 0;
    return {
      flags: asInteger(row[DETAIL.flags]) ?? 0,
      announcement:
        itemType === 0
          ? null
          : readAnnouncement({
              itemType,
              actionType,
              shareStatus: asInteger(row[DETAIL.shareStatus]) ?? 0,
              otherHandle: this.handles.get(asInteger(row[DETAIL.otherHandle]) ?? 0)?.id ?? null,
              handle: this.handles.get(handle ?? 0)?.id ?? null,
              title: asShortText(row[DETAIL.groupTitle]),
            }),
      raw: {
        ...code('expireState', row[DETAIL.expireState]),
        ...code('scheduleType', row[DETAIL.scheduleType]),
        ...code('scheduleState', row[DETAIL.scheduleState]),
        ...code('filterAction', row[DETAIL.filterAction]),
        ...code('filterSubAction', row[DETAIL.filterSubAction]),
        ...(itemType === 0 ? code('actionType', row[DETAIL.actionType]) : {}),
      },
    };
  }
}

/** A property for a code that says something. */
function code(name: keyof RawFacts, value: SqlValue | undefined): RawFacts {
  const number = asInteger(value);
  return number === null || number === 0 ? {} : { [name]: number };
}
