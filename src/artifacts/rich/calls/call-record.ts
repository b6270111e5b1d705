import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import { type Note, RawColumns } from '../../kit/codes.ts';
import {
  asBlob,
  asInteger,
  asNumber,
  asShortText,
  type Expressions,
  type Lost,
  type Row,
  type SourceTable,
  type SqlValue,
} from '../../kit/source-table.ts';
import { appOf, hasTypedText, hasVideo, isKnownType, NUMBER_WITHHELD, outcomeOf, serviceOf } from './outcome.ts';
import { addressReader, participantReader, toHandle } from './participants.ts';
import type { CallHandle, CallStore, calls } from './tables.ts';

/** A row of `calls`. */
export type CallRow = RowOf<typeof calls>;

/** Value of the location if the number has no known origin. */
const NO_LOCATION = '<<RecentsNumberLocationNotFound>>';

/**
 * Temporary handles of people in FaceTime links whose address is not or not yet known; the phone does not show them
 * (docs/format/calls.md).
 */
const STAND_IN = /^(?:temp|pseud):/;
const byStandIn = (a: CallHandle, b: CallHandle): number =>
  Number(STAND_IN.test(a.value)) - Number(STAND_IN.test(b.value));

/** `ZJUNKCONFIDENCE` of a call that the carrier or an app found to be no junk; 2 and 3 are junk, 0 says nothing. */
const NO_JUNK = 1;

/** Columns whose codes are kept unchanged. */
const RAW = [
  'ZCALLTYPE',
  'ZCALL_CATEGORY',
  'ZHANDLE_TYPE',
  'ZDISCONNECTED_CAUSE',
  'ZFILTERED_OUT_REASON',
  'ZNUMBER_AVAILABILITY',
  'ZVERIFICATIONSTATUS',
  'ZJUNKCONFIDENCE',
  'ZCALLDIRECTORYIDENTITYTYPE',
  'ZAUTOANSWEREDREASON',
  'ZSCREENSHARINGTYPE',
] as const;

type Raw = (typeof RAW)[number];
type Column = keyof ReturnType<typeof callExpressions>;

/** Reads rows of `ZCALLRECORD` in CallHistory.storedata (iOS 8 and later). */
export class CallRecords {
  /** The expressions that {@link read} needs. */
  readonly expressions: Expressions<Column | Raw>;
  readonly #store: CallStore;
  readonly #raw: RawColumns<Raw>;
  readonly #participants: (call: number) => readonly CallHandle[];
  readonly #addressOf: (handle: number) => string | null;
  readonly #note: Note;

  constructor(db: SqlDatabase, table: SourceTable, store: CallStore, note: Note, lost: Lost) {
    this.#store = store;
    this.#note = note;
    this.#raw = new RawColumns(table, RAW);
    this.#participants = participantReader(db, note, lost);
    this.#addressOf = addressReader(db, lost);
    this.expressions = { ...callExpressions(table), ...this.#raw.expressions };
  }

  /** The call of a row, by its Z_PK. Calls must be read in ascending order. */
  read(row: Row<Column | Raw>, primaryKey: number): CallRow {
    const text = (name: Column): string | null => asShortText(row[name])?.trim() || null;
    const callType = asInteger(row.type);
    if (callType !== null && !isKnownType(callType))
      this.#note(msg('note.unknown-code', { field: 'call-type', value: callType }));
    const category = asInteger(row.category);
    const provider = text('provider');
    const service = serviceOf(callType, category, provider);
    const seconds = readSeconds(row.seconds);
    const isOutgoing = row.isOutgoing === 1;
    const isAnswered = row.isAnswered === 1;
    const blockedBy = text('blockedByName') ?? text('blockedBy');
    const handles = this.#handles(primaryKey, text('address'), asInteger(row.handleKind));
    const people = handles.filter(({ value }) => !STAND_IN.test(value));
    const location = text('location');
    const filteredOutReason = asInteger(row.filteredOutReason);
    const availability = asInteger(row.availability);
    const junkReason = text('junkReason');
    const isBlocked = blockedBy !== null;
    return {
      key: `${this.#store === 'history' ? 'h' : 'r'}${primaryKey}`,
      // 0 means no time.
      at: fromAppleSeconds(asNumber(row.at) || null),
      seconds,
      direction: isOutgoing ? 'outgoing' : 'incoming',
      outcome: outcomeOf({ isOutgoing, isAnswered, seconds, filteredOutReason, isBlocked }),
      service,
      provider,
      app: service === 'app' ? appOf(provider) : null,
      isVideo: service === 'facetime-video' || hasVideo(category),
      isText: hasTypedText(category),
      handle: handles[0]?.value ?? null,
      handles,
      creator: this.#creator(asInteger(row.creator)),
      isGroup: (people.length > 0 ? people : handles).length > 1,
      name: text('name'),
      isoCountry: text('isoCountry')?.toUpperCase() ?? null,
      location: location === NO_LOCATION ? null : location,
      isRead: row.isRead === 1,
      isEmergency: row.isEmergency === 1,
      isJunk: (asInteger(row.junkConfidence) ?? 0) > NO_JUNK || junkReason !== null,
      junkReason,
      blockedBy,
      isNumberWithheld: handles.length === 0 && availability === NUMBER_WITHHELD,
      hasMessage: row.hasMessage === 1,
      isTranslated: row.isTranslated === 1,
      bytes: asInteger(row.bytes),
      line: readUuid(row.outgoingLine) ?? readUuid(row.line),
      device: text('deviceName') ?? text('device'),
      store: this.#store,
      uuid: text('uuid'),
      raw: this.#raw.read(row),
      sourceKey: primaryKey,
    };
  }

  /** Who began the call; null for stand-ins. */
  #creator(handle: number | null): string | null {
    const address = handle === null ? null : this.#addressOf(handle);
    return address === null || STAND_IN.test(address) ? null : address;
  }

  /** The handles of the join table; the address of the record if there are none. */
  #handles(primaryKey: number, address: string | null, kindCode: number | null): readonly CallHandle[] {
    const seen = new Set<string>();
    const participants = this.#participants(primaryKey).filter(({ value, normalized }) => {
      // A participant who left and came back has two rows.
      const isNew = !seen.has(normalized ?? value);
      seen.add(normalized ?? value);
      return isNew;
    });
    if (participants.length > 0) return participants.toSorted(byStandIn);
    const only = toHandle(address, null, kindCode, this.#note);
    return only === null ? [] : [only];
  }
}

function callExpressions(table: SourceTable) {
  return {
    rowid: table.rowid,
    at: table.value('ZDATE'),
    seconds: table.value('ZDURATION'),
    // A blob up to iOS 11, text since; NULL for calls of apps and groups.
    address: table.value('ZADDRESS'),
    name: table.value('ZNAME'),
    provider: table.value('ZSERVICE_PROVIDER'),
    isoCountry: table.value('ZISO_COUNTRY_CODE'),
    location: table.value('ZLOCATION'),
    junkReason: table.value('ZJUNKIDENTIFICATIONCATEGORY'),
    blockedBy: table.value('ZBLOCKEDBYEXTENSION'),
    blockedByName: table.value('ZBLOCKEDBYEXTENSIONNAME'),
    line: table.value('ZLOCALPARTICIPANTUUID'),
    outgoingLine: table.value('ZOUTGOINGLOCALPARTICIPANTUUID'),
    deviceName: table.value('ZORIGINATINGDEVICENAME'),
    device: table.value('ZDEVICE_ID'),
    uuid: table.value('ZUNIQUE_ID'),
    type: table.integer('ZCALLTYPE'),
    category: table.integer('ZCALL_CATEGORY'),
    handleKind: table.integer('ZHANDLE_TYPE'),
    filteredOutReason: table.integer('ZFILTERED_OUT_REASON'),
    availability: table.integer('ZNUMBER_AVAILABILITY'),
    junkConfidence: table.integer('ZJUNKCONFIDENCE'),
    bytes: table.integer('ZFACE_TIME_DATA'),
    creator: table.integer('ZINITIATOR'),
    isOutgoing: table.flag('ZORIGINATED'),
    isAnswered: table.flag('ZANSWERED'),
    isRead: table.flag('ZREAD'),
    isEmergency: table.flag('ZWASEMERGENCYCALL'),
    hasMessage: table.flag('ZHASMESSAGE'),
    isTranslated: table.flag('ZDIDENABLETRANSLATION'),
  };
}

/** A duration in seconds; null if negative. */
export function readSeconds(value: SqlValue | undefined): number | null {
  const seconds = asNumber(value);
  return seconds === null || seconds < 0 ? null : seconds;
}

/** Sixteen bytes or text as a UUID. */
function readUuid(value: SqlValue | undefined): string | null {
  const bytes = asBlob(value);
  if (bytes === null) return asShortText(value)?.trim() || null;
  if (bytes.length !== 16) return null;
  const hex = Buffer.from(bytes).toString('hex').toUpperCase();
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
