import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { ValuesOf } from '../../../model/columns.ts';
import type { Note } from '../../kit/codes.ts';
import { inOrderOf } from '../../kit/row-values.ts';
import { asInteger, asNumber, type Lost, positionsOf, SourceTable } from '../../kit/source-table.ts';
import { flagColumn, numberColumn, textColumn } from './columns.ts';
import type { People } from './people.ts';
import type { SourceKeys } from './source-keys.ts';
import { photoFaces } from './tables.ts';

/** A row of `photo_faces`, with the ROWIDs it joins. */
export interface Face {
  readonly row: ValuesOf<typeof photoFaces>;
  readonly assetRow: number;
  readonly personRow: number | null;
}

/** The face table: ZDETECTEDFACE since iOS 11, ZFACE before. */
export function faceTable(db: SqlDatabase, lost: Lost): SourceTable {
  const table = new SourceTable(db, 'ZDETECTEDFACE', lost);
  return table.exists ? table : new SourceTable(db, 'ZFACE', lost);
}

/**
 * Faces in photos, one at a time. Since iOS 17 the table also has bodies and faces in moments of videos, which refer to
 * their asset by other columns and are skipped.
 */
export function* readFaces(
  table: SourceTable,
  keys: SourceKeys,
  assetKeys: SourceKeys,
  people: People,
  note: Note,
): Generator<Face> {
  const expressions = {
    rowid: table.rowid,
    uuid: textColumn(table, 'ZUUID'),
    assetRow: numberColumn(table, 'ZASSETFORFACE', 'ZASSET'),
    personRow: numberColumn(table, 'ZPERSONFORFACE', 'ZPERSON'),
    centerX: numberColumn(table, 'ZCENTERX'),
    centerY: numberColumn(table, 'ZCENTERY'),
    size: numberColumn(table, 'ZSIZE'),
    sourceWidth: numberColumn(table, 'ZSOURCEWIDTH'),
    sourceHeight: numberColumn(table, 'ZSOURCEHEIGHT'),
    isHidden: flagColumn(table, 'ZHIDDEN'),
    isManual: flagColumn(table, 'ZMANUAL'),
  };
  if (!table.exists) return;
  const at = positionsOf(expressions);
  const valuesOf = inOrderOf(photoFaces);
  let last = Number.NEGATIVE_INFINITY;
  for (const values of table.rowArrays(expressions, 'ORDER BY rowid')) {
    const rowid = asInteger(values[at.rowid]);
    const assetRow = asInteger(values[at.assetRow]);
    const asset = assetKeys.find(assetRow);
    if (rowid === null || rowid <= last || assetRow === null || asset === null) {
      note(msg('note.faces-without-photo'));
      continue;
    }
    last = rowid;
    const personRow = asInteger(values[at.personRow]);
    yield {
      assetRow,
      personRow,
      row: valuesOf({
        key: keys.of(rowid, values[at.uuid] ?? null),
        asset,
        person: people.keyOf(personRow),
        centerX: asNumber(values[at.centerX]),
        centerY: asNumber(values[at.centerY]),
        size: asNumber(values[at.size]),
        sourceWidth: asInteger(values[at.sourceWidth]),
        sourceHeight: asInteger(values[at.sourceHeight]),
        isHidden: values[at.isHidden] === 1,
        isManual: values[at.isManual] === 1,
        sourceKey: rowid,
      }),
    };
  }
}
