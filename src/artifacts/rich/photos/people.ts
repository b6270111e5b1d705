import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { asInteger, asShortText, type Lost, SourceTable } from '../../kit/source-table.ts';
import { codesOf } from './codes.ts';
import { numberColumn, textColumn } from './columns.ts';
import { MAX_NAMED } from './limits.ts';
import { SourceKeys } from './source-keys.ts';
import type { photoPeople } from './tables.ts';

/** A row of `photo_people`. */
export type PersonRow = RowOf<typeof photoPeople>;

interface Person {
  readonly key: string;
  readonly facts: Omit<PersonRow, 'keyFace' | 'mergedKeys'>;
  readonly keyFaceRow: number | null;
  /** The person that this one was merged into. */
  readonly target: number | null;
}

/** The people of a library, with merged ones as one. */
export class People {
  readonly #byRow: ReadonlyMap<number, Person>;

  /** Reads `ZPERSON`. */
  constructor(db: SqlDatabase, lost: Lost) {
    this.#byRow = readPeople(new SourceTable(db, 'ZPERSON', lost), lost);
  }

  /** Key of the person with this ROWID, or of the person they were merged into. */
  keyOf(rowid: number | null): string | null {
    return this.#survivor(rowid)?.key ?? null;
  }

  /** Name of the person with this ROWID; null if unnamed. */
  nameOf(rowid: number | null): string | null {
    return this.#survivor(rowid)?.facts.name ?? null;
  }

  /** Rows of the people who were not merged into others. */
  *rows(faceKeys: SourceKeys): Generator<PersonRow> {
    const merged = new Map<Person, string[]>();
    for (const [rowid, person] of this.#byRow) {
      const survivor = this.#survivor(rowid);
      if (survivor === null || survivor === person) continue;
      const keys = merged.get(survivor) ?? [];
      keys.push(person.key);
      merged.set(survivor, keys);
    }
    for (const [rowid, person] of this.#byRow) {
      if (this.#survivor(rowid) !== person) continue;
      yield { ...person.facts, keyFace: faceKeys.find(person.keyFaceRow), mergedKeys: merged.get(person) ?? [] };
    }
  }

  /** Follows `ZMERGETARGETPERSON`. People in a circular chain are not merged. */
  #survivor(rowid: number | null): Person | null {
    const first = rowid === null ? undefined : this.#byRow.get(rowid);
    if (first === undefined) return null;
    if (first.target === null) return first;
    let person = first;
    const seen = new Set<Person>([person]);
    for (;;) {
      const next = person.target === null ? undefined : this.#byRow.get(person.target);
      if (next === undefined) return person;
      if (seen.has(next)) return first;
      seen.add(next);
      person = next;
    }
  }
}

function readPeople(table: SourceTable, lost: Lost): ReadonlyMap<number, Person> {
  const keys = new SourceKeys(table, 'ZPERSONUUID');
  const people = new Map<number, Person>();
  const rows = new NamedRows(table, {
    rowid: table.rowid,
    uuid: textColumn(table, 'ZPERSONUUID'),
    fullName: textColumn(table, 'ZFULLNAME'),
    displayName: textColumn(table, 'ZDISPLAYNAME'),
    contact: textColumn(table, 'ZPERSONURI'),
    faceCount: numberColumn(table, 'ZFACECOUNT'),
    keyFaceRow: numberColumn(table, 'ZKEYFACE'),
    target: numberColumn(table, 'ZMERGETARGETPERSON'),
    position: numberColumn(table, 'ZMANUALORDER'),
    type: numberColumn(table, 'ZTYPE'),
    verifiedType: numberColumn(table, 'ZVERIFIEDTYPE'),
    detectionType: numberColumn(table, 'ZDETECTIONTYPE'),
  });
  for (const row of rows.all('ORDER BY rowid')) {
    const rowid = asInteger(row.rowid);
    if (rowid === null || people.has(rowid)) {
      lost(msg('lost.no-key.people'));
      continue;
    }
    if (people.size === MAX_NAMED) {
      lost(msg('lost.beyond-limit.people', { limit: MAX_NAMED }));
      break;
    }
    const displayName = asShortText(row.displayName);
    const { type, verifiedType, detectionType } = row;
    const key = keys.of(rowid, row.uuid);
    people.set(rowid, {
      key,
      keyFaceRow: asInteger(row.keyFaceRow),
      target: asInteger(row.target),
      facts: {
        key,
        name: asShortText(row.fullName) ?? displayName,
        displayName,
        contact: asShortText(row.contact),
        faceCount: asInteger(row.faceCount),
        position: asInteger(row.position),
        codes: codesOf({ type, verifiedType, detectionType }),
        sourceKey: rowid,
      },
    });
  }
  return people;
}
