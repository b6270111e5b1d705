import type { DatabaseSync } from 'node:sqlite';
import { RowWriter } from '../encoders/row-writer.ts';
import type { Person } from '../people.ts';
import { derivedUuid, type Seed } from '../random.ts';
import type { WrittenAsset, WrittenPerson } from './truth.ts';

/**
 * Writes people and their faces. The last of several people has no name. The first was merged from two people, and
 * every third face still refers to the merged one.
 */
export function writePeople(
  db: DatabaseSync,
  seed: Seed,
  names: readonly Person[],
  assets: readonly WrittenAsset[],
): readonly WrittenPerson[] {
  const rows = new RowWriter(db, 'ZPERSON');
  const faces = new RowWriter(db, 'ZDETECTEDFACE');
  if (!rows.exists) return [];
  const faceRow = faceWriter(faces, seed);
  return names.map((person, index) => {
    const uuid = derivedUuid(seed, `person ${String(index)}`);
    const isNamed = index === 0 || index < names.length - 1;
    const name = isNamed ? `${person.first} ${person.last}` : null;
    const shown = { ZFULLNAME: name ?? '', ZDISPLAYNAME: isNamed ? person.first : '', ZVERIFIEDTYPE: isNamed ? 1 : 0 };
    const photos = assets.filter(({ people }) => people.includes(index));
    const rowId = rows.insert({ ...shown, ZPERSONUUID: uuid, ZFACECOUNT: photos.length, ZMANUALORDER: index });
    const merged = index === 0 ? derivedUuid(seed, 'merged person') : null;
    const mergedRow =
      merged === null
        ? rowId
        : rows.insert({ ...shown, ZPERSONUUID: merged, ZMERGETARGETPERSON: rowId, ZFACECOUNT: 0 });
    for (const [position, asset] of photos.entries()) faceRow(asset, position % 3 === 2 ? mergedRow : rowId);
    return { uuid, name, faces: photos.length, merged };
  });
}

function faceWriter(faces: RowWriter, seed: Seed): (asset: WrittenAsset, person: number) => void {
  let count = 0;
  return (asset, person) => {
    count++;
    faces.insert({
      ZUUID: derivedUuid(seed, `face ${String(count)}`),
      ZASSET: asset.rowId,
      ZASSETFORFACE: asset.rowId,
      ZPERSON: person,
      ZPERSONFORFACE: person,
      ZCENTERX: 0.25 + (count % 50) / 100,
      ZCENTERY: 0.6,
      ZSIZE: 0.12,
      ZSOURCEWIDTH: 320,
      ZSOURCEHEIGHT: 240,
      ZHIDDEN: 0,
      ZMANUAL: 0,
    });
  };
}
