import type { DatabaseSync } from 'node:sqlite';
import { textRegions, writeRecognisedText } from '../../../src/synthetic/photos/recognised-text.ts';
import { type Random, seededRandom } from '../../synthetic/index.ts';
import { anyRow, copyRow, remove, set } from './row-changes.ts';

type Change = (db: DatabaseSync, random: Random, step: number) => void;

const ASSET = 'ZASSET';
const ATTRIBUTES = 'ZADDITIONALASSETATTRIBUTES';
const ANALYSIS = 'ZMEDIAANALYSISASSETATTRIBUTES';
const TEXT = 'ZCHARACTERRECOGNITIONATTRIBUTES';
const FACE = 'ZDETECTEDFACE';

/** A UUID of nothing else, as SQL. */
const uuid = (random: Random): string =>
  `'ABCDEF00-0000-4000-8000-${String(random.below(1_000_000_000_000)).padStart(12, '0')}'`;

function tablesOf(db: DatabaseSync): string[] {
  return db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => String(name));
}

function columnsOf(db: DatabaseSync, table: string): string[] {
  const rows = db.prepare('SELECT name FROM pragma_table_info(?)').all(table);
  return rows.map(({ name }) => String(name)).filter((name) => name !== 'Z_PK');
}

/** Changes of one row that a phone, or a damaged database, can make from one backup to the next. */
const CHANGES: Readonly<Record<string, Change>> = {
  'new asset': (db, random) => {
    const from = anyRow(db, random, ASSET);
    const id = copyRow(db, ASSET, from, { ZUUID: uuid(random) });
    for (const [table, column] of [
      [ATTRIBUTES, 'ZADDITIONALATTRIBUTES'],
      ['ZEXTENDEDATTRIBUTES', 'ZEXTENDEDATTRIBUTES'],
    ] as const) {
      const part = copyRow(db, table, anyRow(db, random, table), { ZASSET: String(id) });
      db.exec(`UPDATE ${ASSET} SET ${column} = ${part} WHERE Z_PK = ${id}`);
    }
  },
  'asset with the rows of another': (db, random) =>
    void copyRow(db, ASSET, anyRow(db, random, ASSET), { ZUUID: uuid(random) }),
  'deleted asset': (db, random) => remove(db, random, ASSET),
  favourite: (db, random) => set(db, random, ASSET, 'ZFAVORITE = 1 - ZFAVORITE'),
  trashed: (db, random) => set(db, random, ASSET, 'ZTRASHEDSTATE = 1, ZTRASHEDDATE = 7e8'),
  'UUID of another': (db, random) => {
    const other = `(SELECT ZUUID FROM ${ASSET} WHERE Z_PK = ${anyRow(db, random, ASSET)})`;
    set(db, random, ASSET, `ZUUID = ${other}`);
  },
  'no shared UUIDs': (db) =>
    db.exec(
      `UPDATE ${ASSET} SET ZUUID = NULL WHERE ZUUID IN (SELECT ZUUID FROM ${ASSET} GROUP BY 1 HAVING count(*) > 1)`,
    ),
  'unknown code': (db, random) => set(db, random, ASSET, 'ZKINDSUBTYPE = 77'),
  panorama: (db, random) => set(db, random, ASSET, 'ZHDRTYPE = 6'),
  'live photo': (db, random) => set(db, random, ASSET, 'ZKINDSUBTYPE = 2, ZADJUSTMENTSSTATE = 2'),
  'name of another': (db, random) => {
    const other = anyRow(db, random, ASSET);
    const of = (column: string) => `${column} = (SELECT ${column} FROM ${ASSET} WHERE Z_PK = ${other})`;
    set(db, random, ASSET, `${of('ZFILENAME')}, ${of('ZDIRECTORY')}`);
  },
  'other moment': (db, random) =>
    set(db, random, ASSET, `ZMOMENT = ${random.pick([anyRow(db, random, 'ZMOMENT'), 999])}`),
  'other attributes': (db, random) =>
    set(db, random, ASSET, `ZADDITIONALATTRIBUTES = ${random.pick([anyRow(db, random, ATTRIBUTES), 99_999, -1])}`),
  import: (db, random) => set(db, random, ASSET, `ZIMPORTSESSION = ${anyRow(db, random, 'ZGENERICALBUM')}`),
  conversation: (db, random) => set(db, random, ASSET, `ZCONVERSATION = ${anyRow(db, random, 'ZGENERICALBUM')}`),
  'shared library': (db, random) => set(db, random, ASSET, `ZLIBRARYSCOPE = ${anyRow(db, random, 'ZSHARE')}`),
  'other title': (db, random, step) => set(db, random, ATTRIBUTES, `ZTITLE = 'title ${step}'`),
  'attributes gone': (db, random) => remove(db, random, ATTRIBUTES),
  'attributes arrive': (db) => db.exec(`INSERT OR IGNORE INTO ${ATTRIBUTES} (Z_PK, ZTITLE) VALUES (99999, 'arrived')`),
  'unreadable place': (db, random) => set(db, random, ATTRIBUTES, `ZREVERSELOCATIONDATA = x'62706c69'`),
  'place of another': (db, random) => {
    const other = anyRow(db, random, ATTRIBUTES);
    set(
      db,
      random,
      ATTRIBUTES,
      `ZREVERSELOCATIONDATA = (SELECT ZREVERSELOCATIONDATA FROM ${ATTRIBUTES} WHERE Z_PK = ${other})`,
    );
  },
  'other camera': (db, random, step) => set(db, random, 'ZEXTENDEDATTRIBUTES', `ZCAMERAMODEL = 'Camera ${step}'`),
  'long caption': (db, random) => set(db, random, 'ZASSETDESCRIPTION', `ZLONGDESCRIPTION = printf('%.*c', 9000, 'x')`),
  'end of a long caption': (db, random, step) =>
    set(
      db,
      random,
      'ZASSETDESCRIPTION',
      `ZLONGDESCRIPTION = substr(ZLONGDESCRIPTION, 1, 8000) || ${10 + step}`,
      'length(ZLONGDESCRIPTION) > 8000',
    ),
  'too long caption': (db, random) =>
    set(db, random, 'ZASSETDESCRIPTION', `ZLONGDESCRIPTION = printf('%.*c', 1100000, 'x')`),
  'caption of another': (db, random) =>
    set(db, random, ATTRIBUTES, `ZASSETDESCRIPTION = ${anyRow(db, random, 'ZASSETDESCRIPTION')}`),
  'caption gone': (db, random) => remove(db, random, 'ZASSETDESCRIPTION'),
  edited: (db, random, step) => set(db, random, 'ZUNMANAGEDADJUSTMENT', `ZEDITORLOCALIZEDNAME = 'Editor ${step}'`),
  'adjustment gone': (db, random) => remove(db, random, 'ZUNMANAGEDADJUSTMENT'),
  'new text': (db, random, step) => {
    const text = writeRecognisedText(textRegions([`seen in ${step}`]));
    db.prepare(`UPDATE ${TEXT} SET ZCHARACTERRECOGNITIONDATA = ? WHERE Z_PK = ?`).run(text, anyRow(db, random, TEXT));
  },
  'unreadable text': (db, random) => set(db, random, TEXT, `ZCHARACTERRECOGNITIONDATA = x'62706c69'`),
  'text of another': (db, random) =>
    set(db, random, ANALYSIS, `ZCHARACTERRECOGNITIONATTRIBUTES = ${anyRow(db, random, TEXT)}`),
  'text gone': (db, random) => remove(db, random, TEXT),
  'analysis gone': (db, random) => remove(db, random, ANALYSIS),
  'renamed album': (db, random, step) => set(db, random, 'ZGENERICALBUM', `ZTITLE = 'Album ${step}'`),
  'album gone': (db, random) => remove(db, random, 'ZGENERICALBUM'),
  'other UUID of an album': (db, random) => set(db, random, 'ZGENERICALBUM', `ZUUID = ${uuid(random)}`),
  'renamed place': (db, random, step) => set(db, random, 'ZMOMENT', `ZTITLE = 'Place ${step}'`),
  'place without a title': (db, random, step) => set(db, random, 'ZMOMENT', `ZTITLE = NULL, ZSUBTITLE = 'At ${step}'`),
  'moment gone': (db, random) => remove(db, random, 'ZMOMENT'),
  'moment arrives': (db) => db.exec("INSERT OR IGNORE INTO ZMOMENT (Z_PK, ZTITLE) VALUES (999, 'arrived')"),
  'renamed person': (db, random, step) => set(db, random, 'ZPERSON', `ZFULLNAME = 'Person ${step}'`),
  'merged person': (db, random) => set(db, random, 'ZPERSON', `ZMERGETARGETPERSON = ${anyRow(db, random, 'ZPERSON')}`),
  'person gone': (db, random) => remove(db, random, 'ZPERSON'),
  'new face': (db, random) =>
    void copyRow(db, FACE, anyRow(db, random, FACE), {
      ZUUID: uuid(random),
      ZASSETFORFACE: String(anyRow(db, random, ASSET)),
    }),
  'face of another person': (db, random) => set(db, random, FACE, `ZPERSONFORFACE = ${anyRow(db, random, 'ZPERSON')}`),
  'face gone': (db, random) => remove(db, random, FACE),
  'renamed keyword': (db, random, step) => set(db, random, 'ZKEYWORD', `ZTITLE = 'keyword ${step}'`),
  'new keyword of an asset': (db, random) =>
    db.exec(
      `INSERT OR IGNORE INTO Z_1KEYWORDS VALUES (${anyRow(db, random, ATTRIBUTES)}, ${anyRow(db, random, 'ZKEYWORD')})`,
    ),
  'second original': (db, random) =>
    db.exec(`INSERT INTO ZINTERNALRESOURCE (ZASSET, ZRESOURCETYPE) VALUES (${anyRow(db, random, ASSET)}, 4)`),
  comment: (db, random, step) => set(db, random, 'ZCLOUDSHAREDCOMMENT', `ZCOMMENTTEXT = 'Comment ${step}'`),
  'any value': (db, random, step) => {
    const table = random.pick(tablesOf(db));
    const column = random.pick(columnsOf(db, table));
    const other = `(SELECT "${column}" FROM "${table}" WHERE rowid = ${anyRow(db, random, table)})`;
    const value = random.pick([other, other, 'NULL', String(step), '-1', '1e300', "'x'", "x'00ff'"]);
    try {
      set(db, random, table, `"${column}" = ${value}`);
    } catch {
      // A pair of a join that is there already.
    }
  },
  'any row gone': (db, random) => remove(db, random, random.pick(tablesOf(db))),
};

/** Changes that happen to a whole library, after which most must be read again. */
const WHOLE_CHANGES: Readonly<Record<string, Change>> = {
  vacuum: (db) => db.exec('VACUUM'),
  // As of a phone that was restored.
  'other keys': (db) => db.exec(`UPDATE ${ASSET} SET Z_PK = Z_PK + 1000000`),
  'new column': (db, random, step) =>
    db.exec(`ALTER TABLE ${ASSET} ADD COLUMN ZNEW${step}_${random.below(1_000_000_000)} INTEGER DEFAULT 3`),
  'no texts': (db) =>
    db.exec(`DROP TABLE ${TEXT}; CREATE TABLE ${TEXT} (Z_PK INTEGER PRIMARY KEY, ZCHARACTERRECOGNITIONDATA BLOB)`),
};

/** Names of changes of one row, and of all changes. */
export const ROW_CHANGES = Object.keys(CHANGES);
export const ALL_CHANGES = [...ROW_CHANGES, ...Object.keys(WHOLE_CHANGES)];

/** Applies changes to a library of the newest generation, each to random rows. */
export function changePhotos(db: DatabaseSync, names: readonly string[], seed: number): void {
  const random = seededRandom(seed, 'changes');
  for (const [step, name] of names.entries()) (CHANGES[name] ?? WHOLE_CHANGES[name])?.(db, random, step);
}
