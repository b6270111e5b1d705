import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { handleKey } from '../../../model/handle.ts';
import { asInteger, asShortText, type Lost, SourceTable } from '../../kit/source-table.ts';
import { withoutFilterTag } from './filter-tag.ts';

/** A row of `handle`: one address of one person on one service. */
export interface SourceHandle {
  readonly rowid: number;
  /** Phone number, e-mail address or business URN, without a filter tag. */
  readonly id: string;
  /** Canonical form of `id`: equal for two spellings of a number. */
  readonly key: string;
  /** Equal for the handles of one person: the person assigned by Apple, otherwise the canonical address. */
  readonly person: string;
  readonly service: string | null;
}

/** The rows of `handle` by ROWID. Rows without an address are skipped. */
export function readHandles(db: SqlDatabase, region: string | null, lost: Lost): ReadonlyMap<number, SourceHandle> {
  const table = new SourceTable(db, 'handle', lost);
  const handles = new Map<number, SourceHandle>();
  if (!table.has('id')) return handles;
  const expressions = {
    rowid: table.rowid,
    id: table.value('id'),
    service: table.value('service'),
    person: table.value('person_centric_id'),
  };
  // A person can have several addresses, and an address several rows, only some of which have the person.
  const personOfKey = new Map<string, string>();
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const rowid = asInteger(row.rowid);
    const id = withoutFilterTag(asShortText(row.id)?.trim() ?? '');
    if (rowid === null || id === '') continue;
    const key = handleKey(id, region);
    const person = asShortText(row.person);
    if (person !== null && !personOfKey.has(key)) personOfKey.set(key, `person:${person}`);
    handles.set(rowid, { rowid, id, key, person: key, service: asShortText(row.service)?.trim() ?? null });
  }
  for (const [rowid, handle] of handles) {
    const person = personOfKey.get(handle.key);
    if (person !== undefined) handles.set(rowid, { ...handle, person });
  }
  return handles;
}
