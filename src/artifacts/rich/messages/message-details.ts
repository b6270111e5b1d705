import { parsePlist } from '../../../formats/plist.ts';
import { asDict } from '../../../formats/plist-value.ts';
import { isDomainError } from '../../../model/errors.ts';
import {
  asBlob,
  asInteger,
  asShortText,
  type Lookup,
  type SourceTable,
  type SqlValue,
} from '../../kit/source-table.ts';
import { readAnnouncement } from './announcement.ts';
import type { SourceHandle } from './handles.ts';
import { detailExpressions } from './message-query.ts';
import type { Announcement, RawFacts } from './tables.ts';

/** Rare properties of messages. */
export interface MessageDetails {
  /** Bits for {@link flagWords}. */
  readonly flags: number;
  readonly announcement: Announcement | null;
  /** True if the owner did what is announced, whatever `is_from_me` says. */
  readonly isByOwner: boolean;
  /** True if the summary of an announcement is damaged, so that it may be unattributed. */
  readonly isSummaryDamaged: boolean;
  readonly raw: RawFacts;
}

/** `item_type` of changes in sharing the location. */
const LOCATION_SHARING = 4;
/** `share_direction` of locations that the owner shares with `other_handle`; for those of others it is 1. */
const OUTGOING = 0;

/** Reads the details of single messages, so that the message query does not select columns that few messages use. */
export class DetailReader {
  readonly #byRowid: Lookup<keyof ReturnType<typeof detailExpressions>>;
  readonly #handles: ReadonlyMap<number, SourceHandle>;
  #highestNamed = 0;

  /** Prepares the query. */
  constructor(table: SourceTable, handles: ReadonlyMap<number, SourceHandle>) {
    this.#byRowid = table.lookup(detailExpressions(table));
    this.#handles = handles;
  }

  /** Highest ROWID of a handle, of those that there are and those that announcements named so far. */
  get highestHandle(): number {
    let highest = this.#highestNamed;
    for (const rowid of this.#handles.keys()) highest = Math.max(highest, rowid);
    return highest;
  }

  /** The details of the message with this ROWID, sent by `handle`; null if they cannot be read. */
  read(rowid: number, handle: number | null): MessageDetails | null {
    const row = this.#byRowid(rowid);
    if (row === null) return null;
    const itemType = asInteger(row.itemType) ?? 0;
    const actionType = asInteger(row.actionType) ?? 0;
    const otherHandle = asInteger(row.otherHandle) ?? 0;
    const unattributed = itemType === 0 ? false : isUnattributed(row.announcementSummary);
    if (itemType !== 0) this.#highestNamed = Math.max(this.#highestNamed, otherHandle);
    return {
      flags: asInteger(row.flags) ?? 0,
      announcement:
        itemType === 0
          ? null
          : readAnnouncement({
              itemType,
              actionType,
              keptType: asInteger(row.keptType) ?? 0,
              shareStatus: asInteger(row.shareStatus) ?? 0,
              otherHandle: this.#handles.get(otherHandle)?.id ?? null,
              handle: this.#handles.get(handle ?? 0)?.id ?? null,
              title: asShortText(row.groupTitle),
              isOfOwner: otherHandle === 0,
              isUnattributed: unattributed ?? false,
            }),
      // An announcement without a handle is by the owner, who has none.
      isByOwner:
        (itemType !== 0 && (handle ?? 0) === 0) ||
        (itemType === LOCATION_SHARING && otherHandle !== 0 && asInteger(row.shareDirection) === OUTGOING),
      isSummaryDamaged: unattributed === null,
      raw: {
        ...code('expireState', row.expireState),
        ...code('scheduleType', row.scheduleType),
        ...code('scheduleState', row.scheduleState),
        ...code('filterAction', row.filterAction),
        ...code('filterSubAction', row.filterSubAction),
        ...(itemType === 0 ? code('actionType', row.actionType) : {}),
      },
    };
  }
}

/**
 * True if the summary says that the change has no known author: a member left, or the system added one. Null if
 * it is damaged.
 */
function isUnattributed(summary: SqlValue): boolean | null {
  const blob = asBlob(summary);
  if (blob === null || blob.length === 0) return false;
  try {
    const flag = asDict(parsePlist(blob))?.['uat'];
    return flag === true || flag === 1;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}

/** A property for a code other than 0. */
function code(name: keyof RawFacts, value: SqlValue): RawFacts {
  const number = asInteger(value);
  return number === null || number === 0 ? {} : { [name]: number };
}
