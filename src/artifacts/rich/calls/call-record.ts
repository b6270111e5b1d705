import type { DatabaseSync } from 'node:sqlite';
import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import { type Note, RawColumns } from '../../kit/codes.ts';
import {
  asBlob,
  asInteger,
  asNumber,
  asShortText,
  type Lost,
  type SourceTable,
  type SqlValue,
} from '../../kit/source-table.ts';
import { appOf, isKnownType, NUMBER_SHOWN, outcomeOf, serviceOf, VIDEO } from './outcome.ts';
import { participantReader, toHandle } from './participants.ts';
import type { CallHandle, CallStore, calls } from './tables.ts';

/** A row of `calls`. */
export type CallRow = RowOf<typeof calls>;

/** What CallHistory writes where it did not find where a number is from. */
const NO_LOCATION = '<<RecentsNumberLocationNotFound>>';

/** Codes that are kept as they are. */
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
];

/** Reads `ZCALLRECORD` of a CallHistory.storedata (iOS 8 and later): what it asks for, and what it makes of a row. */
export class CallRecords {
  /** What to select, in this order. */
  readonly expressions: readonly string[];
  readonly #store: CallStore;
  readonly #raw: RawColumns;
  readonly #names: readonly string[];
  readonly #participants: (call: number) => readonly CallHandle[];
  readonly #note: Note;

  constructor(db: DatabaseSync, table: SourceTable, store: CallStore, note: Note, lost: Lost) {
    this.#store = store;
    this.#note = note;
    this.#raw = new RawColumns(table, RAW);
    this.#participants = participantReader(db, note, lost);
    const columns = [
      ...TEXTS.map((name) => [name, table.value(name)] as const),
      ...INTEGERS.map((name) => [name, table.integer(name)] as const),
      ...FLAGS.map((name) => [name, table.flag(name)] as const),
    ];
    this.#names = columns.map(([name]) => name);
    this.expressions = [table.rowid, ...columns.map(([, expression]) => expression), ...this.#raw.expressions];
  }

  /** The call of a row, by its Z_PK. To be called in ascending order. */
  read(row: readonly SqlValue[], primaryKey: number): CallRow {
    const at = (name: ColumnName): SqlValue | undefined => row[this.#names.indexOf(name) + 1];
    const text = (name: ColumnName): string | null => asShortText(at(name))?.trim() || null;
    const number = (name: ColumnName): number | null => asInteger(at(name));
    const callType = number('ZCALLTYPE');
    if (callType !== null && !isKnownType(callType))
      this.#note(msg('note.unknown-code', { field: 'call-type', value: callType }));
    const category = number('ZCALL_CATEGORY');
    const provider = text('ZSERVICE_PROVIDER');
    const service = serviceOf(callType, category, provider);
    const seconds = readSeconds(at('ZDURATION'));
    const isOutgoing = at('ZORIGINATED') === 1;
    const isAnswered = at('ZANSWERED') === 1;
    const blockedBy = text('ZBLOCKEDBYEXTENSIONNAME') ?? text('ZBLOCKEDBYEXTENSION');
    const handles = this.#handles(primaryKey, text('ZADDRESS'), number('ZHANDLE_TYPE'));
    const location = text('ZLOCATION');
    const cause = number('ZDISCONNECTED_CAUSE');
    const filteredOutReason = number('ZFILTERED_OUT_REASON');
    const availability = number('ZNUMBER_AVAILABILITY');
    const junkReason = text('ZJUNKIDENTIFICATIONCATEGORY');
    const isBlocked = blockedBy !== null;
    return {
      key: `${this.#store === 'history' ? 'h' : 'r'}${primaryKey}`,
      // 0 stands for none: there was no iPhone at the epoch.
      at: fromAppleSeconds(asNumber(at('ZDATE')) || null),
      seconds,
      direction: isOutgoing ? 'outgoing' : 'incoming',
      outcome: outcomeOf({ isOutgoing, isAnswered, seconds, cause, filteredOutReason, isBlocked, service }),
      service,
      provider,
      app: service === 'app' ? appOf(provider) : null,
      isVideo: service === 'facetime-video' || category === VIDEO,
      handle: handles[0]?.value ?? null,
      handles,
      isGroup: handles.length > 1,
      name: text('ZNAME'),
      isoCountry: text('ZISO_COUNTRY_CODE')?.toUpperCase() ?? null,
      location: location === NO_LOCATION ? null : location,
      isRead: at('ZREAD') === 1,
      isEmergency: at('ZWASEMERGENCYCALL') === 1,
      isJunk: (number('ZJUNKCONFIDENCE') ?? 0) > 0 || junkReason !== null,
      junkReason,
      blockedBy,
      isNumberWithheld: handles.length === 0 && availability !== null && availability !== NUMBER_SHOWN,
      bytes: number('ZFACE_TIME_DATA'),
      line: readUuid(at('ZOUTGOINGLOCALPARTICIPANTUUID')) ?? readUuid(at('ZLOCALPARTICIPANTUUID')),
      device: text('ZORIGINATINGDEVICENAME') ?? text('ZDEVICE_ID'),
      store: this.#store,
      uuid: text('ZUNIQUE_ID'),
      raw: this.#raw.read(row.slice(this.#names.length + 1)),
      sourceKey: primaryKey,
    };
  }

  /** Those of the join table; the address of the record itself where that names nobody. */
  #handles(primaryKey: number, address: string | null, kindCode: number | null): readonly CallHandle[] {
    const seen = new Set<string>();
    const participants = this.#participants(primaryKey).filter(({ value, normalized }) => {
      // Who left and came back has two rows.
      const isNew = !seen.has(normalized ?? value);
      seen.add(normalized ?? value);
      return isNew;
    });
    if (participants.length > 0) return participants;
    const only = toHandle(address, null, kindCode, this.#note);
    return only === null ? [] : [only];
  }
}

const TEXTS = [
  'ZDATE',
  'ZDURATION',
  // A blob up to iOS 11, text since; NULL for calls of apps and groups.
  'ZADDRESS',
  'ZNAME',
  'ZSERVICE_PROVIDER',
  'ZISO_COUNTRY_CODE',
  'ZLOCATION',
  'ZJUNKIDENTIFICATIONCATEGORY',
  'ZBLOCKEDBYEXTENSION',
  'ZBLOCKEDBYEXTENSIONNAME',
  'ZLOCALPARTICIPANTUUID',
  'ZOUTGOINGLOCALPARTICIPANTUUID',
  'ZORIGINATINGDEVICENAME',
  'ZDEVICE_ID',
  'ZUNIQUE_ID',
] as const;
const INTEGERS = [
  'ZCALLTYPE',
  'ZCALL_CATEGORY',
  'ZHANDLE_TYPE',
  'ZDISCONNECTED_CAUSE',
  'ZFILTERED_OUT_REASON',
  'ZNUMBER_AVAILABILITY',
  'ZJUNKCONFIDENCE',
  'ZFACE_TIME_DATA',
] as const;
const FLAGS = ['ZORIGINATED', 'ZANSWERED', 'ZREAD', 'ZWASEMERGENCYCALL'] as const;
type ColumnName = (typeof TEXTS)[number] | (typeof INTEGERS)[number] | (typeof FLAGS)[number];

/** A duration: a number of seconds that is not negative. */
export function readSeconds(value: SqlValue | undefined): number | null {
  const seconds = asNumber(value);
  return seconds === null || seconds < 0 ? null : seconds;
}

/** Sixteen bytes, or text, as a UUID. */
function readUuid(value: SqlValue | undefined): string | null {
  const bytes = asBlob(value);
  if (bytes === null) return asShortText(value)?.trim() || null;
  if (bytes.length !== 16) return null;
  const hex = Buffer.from(bytes).toString('hex').toUpperCase();
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
