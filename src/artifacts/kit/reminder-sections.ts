import { columns } from '../../backup/source-database/schema.ts';
import type { SqlDatabase } from '../../backup/source-database/sql.ts';
import { isDomainError } from '../../model/errors.ts';
import type { QueryRows } from './records/declaration.ts';
import { asList, asRecord, step, type Value } from './records/value.ts';

/** Maximum size of the memberships of a list, in bytes: some 150 for each reminder. */
const MAX_BYTES = 16 * 1024 ** 2;
const LISTS = { table: 'ZREMCDBASELIST', memberships: 'ZMEMBERSHIPSOFREMINDERSINSECTIONSASDATA' } as const;
const SECTIONS = {
  table: 'ZREMCDBASESECTION',
  identifier: 'ZCKIDENTIFIER',
  name: 'ZDISPLAYNAME',
  isDeleted: 'ZMARKEDFORDELETION',
} as const;

/**
 * The sections of reminders (iOS 17 and later): rows of `reminder`, its CloudKit identifier, and `section`, a name. A list
 * says in JSON which of its reminders are in which of its sections.
 */
export const REMINDER_SECTIONS: QueryRows = { tables: [LISTS.table], rows: sectionsOf };

function* sectionsOf(db: SqlDatabase): Generator<Value> {
  if (!columns(db, LISTS.table).has(LISTS.memberships)) return;
  const names = namesOf(db);
  const column = `"${LISTS.memberships}"`;
  const lists = db.prepare(
    `SELECT ${column} AS json FROM "${LISTS.table}" WHERE octet_length(${column}) <= ${MAX_BYTES}`,
  );
  for (const { json } of lists.iterate()) {
    for (const membership of membershipsIn(json as Value)) {
      const { memberID: reminder, groupID, isObsolete } = asRecord(membership) ?? {};
      // Kept for the synchronisation: the reminder is not in the section any more.
      if (isObsolete === true || isObsolete === 1) continue;
      const section = typeof groupID === 'string' ? names.get(groupID) : undefined;
      if (typeof reminder === 'string' && section !== undefined) yield { reminder, section };
    }
  }
}

function membershipsIn(json: Value): readonly Value[] {
  try {
    return asList(step(json, 'memberships')) ?? [];
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return [];
  }
}

function namesOf(db: SqlDatabase): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const known = columns(db, SECTIONS.table);
  if (!known.has(SECTIONS.identifier) || !known.has(SECTIONS.name)) return names;
  const isThere = known.has(SECTIONS.isDeleted) ? `WHERE ifnull("${SECTIONS.isDeleted}", 0) = 0` : '';
  const rows = db.prepare(
    `SELECT "${SECTIONS.identifier}" AS id, "${SECTIONS.name}" AS name FROM "${SECTIONS.table}" ${isThere}`,
  );
  for (const { id, name } of rows.iterate())
    if (typeof id === 'string' && typeof name === 'string') names.set(id, name);
  return names;
}
