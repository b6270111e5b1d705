import { fromUnixSeconds } from '../../../formats/apple-time.ts';
import { RawColumns } from '../../kit/codes.ts';
import { asInteger, asNumber, asShortText, type SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { type CallRow, readSeconds } from './call-record.ts';
import { outcomeOf } from './outcome.ts';

/** Bits of `call.flags` (reference communications.md §3; Practical Mobile Forensics for 8). */
const FLAG = { outgoing: 1, blocked: 8, faceTime: 16 } as const;

/**
 * Columns that are kept as they are: flags, and the network's codes of country (MCC) and operator (MNC). `answered` is
 * of iOS 7, and 1 by default in calls that are older: whether a call lasted says more.
 */
const RAW = ['flags', 'country_code', 'network_code', 'assisted', 'answered'];

/** Reads `call` of call_history.db (iOS 7 and earlier): what it asks for, and what it makes of a row. */
export class LegacyCalls {
  /** What to select, in this order. */
  readonly expressions: readonly string[];
  readonly #raw: RawColumns;

  constructor(table: SourceTable) {
    this.#raw = new RawColumns(table, RAW);
    this.expressions = [
      table.rowid,
      ...['date', 'duration', 'address', 'originalAddress', 'name'].map((name) => table.value(name)),
      table.integer('flags'),
      table.flag('read'),
      ...this.#raw.expressions,
    ];
  }

  /** The call of a row, by its ROWID. */
  read(row: readonly SqlValue[], rowid: number): CallRow {
    const text = (at: number): string | null => asShortText(row[at])?.trim() || null;
    const flags = asInteger(row[6]) ?? 0;
    const has = (flag: number): boolean => Math.floor(flags / flag) % 2 === 1;
    const seconds = readSeconds(row[2]);
    const value = text(3) ?? text(4);
    const service = has(FLAG.faceTime) ? 'facetime' : 'phone';
    const isOutgoing = has(FLAG.outgoing);
    const isAnswered = (seconds ?? 0) > 0;
    const isBlocked = has(FLAG.blocked);
    return {
      key: `l${rowid}`,
      at: fromUnixSeconds(asNumber(row[1]) || null),
      seconds,
      direction: isOutgoing ? 'outgoing' : 'incoming',
      outcome: outcomeOf({ isOutgoing, isAnswered, seconds, cause: null, filteredOutReason: null, isBlocked, service }),
      service,
      provider: null,
      app: null,
      isVideo: null,
      handle: value,
      handles: value === null ? [] : [{ value, normalized: null, kind: null, kindCode: null }],
      isGroup: false,
      name: text(5),
      isoCountry: null,
      location: null,
      isRead: row[7] === 1,
      isEmergency: null,
      isJunk: null,
      junkReason: null,
      blockedBy: null,
      isNumberWithheld: null,
      bytes: null,
      line: null,
      device: null,
      store: 'legacy',
      uuid: null,
      raw: this.#raw.read(row.slice(8)),
      sourceKey: rowid,
    };
  }
}
