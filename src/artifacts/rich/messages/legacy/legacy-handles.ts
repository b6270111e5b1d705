import { handleKey } from '../../../../model/handle.ts';
import { asInteger, asShortText, type SourceTable } from '../../../kit/source-table.ts';
import type { SourceHandle } from '../handles.ts';
import { addressOf, isMadrid } from './legacy-query.ts';

/** Services of iOS 5 and earlier. */
export type LegacyService = 'iMessage' | 'SMS';

/**
 * Handles of a legacy database, which has no handle table: addresses are in messages, groups and chats. Two spellings
 * of a number are one handle per service, as in later databases. The number of a handle is the ROWID of the first
 * message with it, or negative if there is none.
 */
export class LegacyHandles {
  readonly byRowid = new Map<number, SourceHandle>();
  readonly #byKey = new Map<string, SourceHandle>();
  readonly #region: string | null;
  #unnamed = 0;

  /** Reads the addresses of all messages. */
  constructor(messages: SourceTable, region: string | null) {
    this.#region = region;
    const expressions = { address: addressOf(messages), isMadrid: isMadrid(messages), rowid: messages.rowid };
    const seen = new Set<string>();
    // Row by row, because a query with GROUP BY would end at a damaged page.
    for (const row of messages.allRows(expressions)) {
      const first = asInteger(row.rowid);
      const address = asShortText(row.address);
      const service = serviceOf(row.isMadrid === 1);
      if (first === null || first <= 0 || address === null || seen.has(`${service} ${address}`)) continue;
      seen.add(`${service} ${address}`);
      this.#add(first, address, service);
    }
  }

  /** The handle of an address; created if no message has it. */
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
