import { handleKey } from '../../../../model/handle.ts';
import { asInteger, asShortText, type SourceTable } from '../../../kit/source-table.ts';
import type { SourceHandle } from '../handles.ts';
import { addressOf, isMadrid } from './legacy-query.ts';

/** What the messages of iOS 5 and earlier are sent by. */
export type LegacyService = 'iMessage' | 'SMS';

/**
 * The people of a legacy database, which has no table of them: their addresses stand in messages, groups and chats.
 * Two spellings of one number are one handle, one for each service as in later databases. It has the ROWID of the first
 * message that names it, or a negative number where no message does.
 */
export class LegacyHandles {
  readonly byRowid = new Map<number, SourceHandle>();
  readonly #byKey = new Map<string, SourceHandle>();
  readonly #region: string | null;
  #unnamed = 0;

  /** Reads the addresses of all messages. */
  constructor(messages: SourceTable, region: string | null) {
    this.#region = region;
    const expressions = ['min(rowid)', addressOf(messages), isMadrid(messages)];
    for (const [rowid, text, madrid] of messages.rows(expressions, 'GROUP BY 2, 3 ORDER BY 1')) {
      const first = asInteger(rowid);
      const address = asShortText(text);
      if (first !== null && first > 0 && address !== null) this.#add(first, address, serviceOf(madrid === 1));
    }
  }

  /** The handle of an address, which need not be in any message. */
  of(address: string, service: LegacyService): SourceHandle {
    const known = this.#byKey.get(this.#keyOf(address, service));
    return known ?? this.#add(--this.#unnamed, address, service);
  }

  #add(rowid: number, address: string, service: LegacyService): SourceHandle {
    const key = this.#keyOf(address, service);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const canonical = handleKey(address, this.#region);
    const handle: SourceHandle = { rowid, id: address, key: canonical, person: canonical, service };
    this.#byKey.set(key, handle);
    this.byRowid.set(rowid, handle);
    return handle;
  }

  #keyOf(address: string, service: LegacyService): string {
    return `${service} ${handleKey(address, this.#region)}`;
  }
}

/** The service of a row, by its `is_madrid`. */
export function serviceOf(isMadrid: boolean): LegacyService {
  return isMadrid ? 'iMessage' : 'SMS';
}
