import { fromUnixSeconds } from '../../../formats/apple-time.ts';
import { RawColumns } from '../../kit/codes.ts';
import {
  asInteger,
  asNumber,
  asShortText,
  type Expressions,
  type Row,
  type SourceTable,
} from '../../kit/source-table.ts';
import { type CallRow, readSeconds } from './call-record.ts';
import { outcomeOf } from './outcome.ts';

/** Bits of `call.flags` (docs/format/calls.md). */
const FLAG = { outgoing: 1, blocked: 8, faceTime: 16, faceTimeOfIos7: 64 } as const;

/**
 * Columns kept unchanged: flags, and the network's country (MCC) and operator (MNC) codes. `answered` came with iOS 7
 * and is 1 by default for older calls, so the duration is more reliable.
 */
const RAW = ['flags', 'country_code', 'network_code', 'assisted', 'answered'] as const;

type Raw = (typeof RAW)[number];
type Column = keyof ReturnType<typeof callExpressions>;

/** Reads rows of `call` in call_history.db (iOS 7 and earlier). */
export class LegacyCalls {
  /** The expressions that {@link read} needs. */
  readonly expressions: Expressions<Column | Raw>;
  readonly #raw: RawColumns<Raw>;

  constructor(table: SourceTable) {
    this.#raw = new RawColumns(table, RAW);
    this.expressions = { ...callExpressions(table), ...this.#raw.expressions };
  }

  /** The call of a row, by its ROWID. */
  read(row: Row<Column | Raw>, rowid: number): CallRow {
    const text = (name: Column): string | null => asShortText(row[name])?.trim() || null;
    const flags = asInteger(row.bits) ?? 0;
    const has = (flag: number): boolean => Math.floor(flags / flag) % 2 === 1;
    const seconds = readSeconds(row.seconds);
    const value = text('address') ?? text('originalAddress');
    const service = has(FLAG.faceTime) || has(FLAG.faceTimeOfIos7) ? 'facetime' : 'phone';
    const isOutgoing = has(FLAG.outgoing);
    const isAnswered = (seconds ?? 0) > 0;
    const isBlocked = has(FLAG.blocked);
    return {
      key: `l${rowid}`,
      at: fromUnixSeconds(asNumber(row.at) || null),
      seconds,
      direction: isOutgoing ? 'outgoing' : 'incoming',
      outcome: outcomeOf({ isOutgoing, isAnswered, seconds, filteredOutReason: null, isBlocked }),
      service,
      provider: null,
      app: null,
      isVideo: null,
      isText: null,
      handle: value,
      handles: value === null ? [] : [{ value, normalized: null, kind: null, kindCode: null }],
      creator: null,
      isGroup: false,
      name: text('name'),
      isoCountry: null,
      location: null,
      isRead: row.isRead === null ? null : row.isRead === 1,
      isEmergency: null,
      isJunk: null,
      junkReason: null,
      blockedBy: null,
      isNumberWithheld: null,
      hasMessage: null,
      isTranslated: null,
      bytes: null,
      line: null,
      device: null,
      store: 'legacy',
      uuid: null,
      raw: this.#raw.read(row),
      sourceKey: rowid,
    };
  }
}

function callExpressions(table: SourceTable) {
  return {
    rowid: table.rowid,
    at: table.value('date'),
    seconds: table.value('duration'),
    address: table.value('address'),
    originalAddress: table.value('originalAddress'),
    name: table.value('name'),
    bits: table.integer('flags'),
    // Missing up to iOS 5.
    isRead: table.has('read') ? table.flag('read') : 'NULL',
  };
}
