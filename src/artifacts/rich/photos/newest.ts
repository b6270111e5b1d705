import type { Excerpt, ExcerptKey } from '../../../backup/source-database/excerpt.ts';
import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { findJoin, type JoinName } from '../../kit/join-table.ts';
import { newestRows } from '../../kit/newest/newest-rows.ts';

/** Photos that are read at once: several screens, and some months of most libraries. */
const NEWEST = 1000;

/** Tables that are needed as a whole, in libraries that have them. */
const SMALL_TABLES = [
  'Z_PRIMARYKEY',
  'ZGENERICALBUM',
  'ZCLOUDSHAREDALBUMINVITATIONRECORD',
  'ZPERSON',
  'ZKEYWORD',
  'ZMEMORY',
  'ZSHARE',
  'ZSHAREPARTICIPANT',
];

/** Columns of an asset that refer to a row of a table, and columns of that row that refer to another one. */
const REFERENCES: readonly (readonly [column: string, table: string])[] = [
  ['ZEXTENDEDATTRIBUTES', 'ZEXTENDEDATTRIBUTES'],
  ['ZMOMENT', 'ZMOMENT'],
  ['ZMASTER', 'ZCLOUDMASTER'],
];

/** Joins of assets, by the column of the asset. */
const JOINS: readonly (JoinName & { readonly asset: 'left' | 'right' })[] = [
  { entity: 'Album', left: 'ALBUMS', right: 'ASSETS', asset: 'right' },
  { entity: 'Asset', left: 'USERCURATEDASSETS', right: 'MEMORIESBEINGUSERCURATEDASSETS', asset: 'left' },
  { entity: 'Asset', left: 'CURATEDASSETS', right: 'MEMORIESBEINGCURATEDASSETS', asset: 'left' },
];

/** Tables with rows about an asset, and their columns that refer to it. */
const ABOUT_ASSETS: readonly (readonly [table: string, column: string])[] = [
  ['ZINTERNALRESOURCE', 'ZASSET'],
  ['ZCLOUDSHAREDCOMMENT', 'ZCOMMENTEDASSET'],
  ['ZCLOUDSHAREDCOMMENT', 'ZLIKEDASSET'],
];

/** Copies the newest photos of a Photos.sqlite with all that is known of them, and the covers of albums and memories. */
export function copyNewestPhotos(excerpt: Excerpt, count = NEWEST): number | null {
  const table = ['ZASSET', 'ZGENERICASSET'].find((name) => excerpt.has(name, 'Z_PK', 'ZUUID', 'ZDATECREATED'));
  if (table === undefined) return null;
  for (const name of SMALL_TABLES) excerpt.copyAll(name);
  const dated = { table, date: 'ZDATECREATED', toTime: fromAppleSeconds };
  const { keys: assets, backTo } = newestRows(excerpt, dated, count);
  for (const cover of covers(excerpt)) assets.add(cover);
  excerpt.copyWhere(table, 'Z_PK', assets);
  for (const [column, target] of REFERENCES) follow(excerpt, [table, column], target, assets);
  copyAttributes(excerpt, table, assets);
  for (const { asset, ...join } of JOINS) copyJoin(excerpt, join, asset, assets);
  for (const [about, column] of ABOUT_ASSETS) excerpt.copyWhere(about, column, assets);
  copyFaces(excerpt, assets);
  return backTo;
}

function covers(excerpt: Excerpt): ExcerptKey[] {
  const named: ExcerptKey[] = [];
  for (const [table, columns] of [
    ['ZGENERICALBUM', ['ZCUSTOMKEYASSET', 'ZKEYASSET']],
    ['ZMEMORY', ['ZKEYASSET']],
    ['ZSHARE', ['ZKEYASSET']],
  ] as const) {
    const known = columns.filter((column) => excerpt.has(table, column));
    if (known.length === 0) continue;
    for (const row of excerpt.db.prepare(`SELECT ${known.join(', ')} FROM "${table}"`).iterate()) {
      named.push(...Object.values(row).filter((value) => typeof value === 'number'));
    }
  }
  return named;
}

/** Copies the rows that a column refers to; returns their keys. */
function follow(
  excerpt: Excerpt,
  [table, column]: readonly [string, string],
  target: string,
  keys: Iterable<ExcerptKey>,
): ExcerptKey[] {
  const referred = excerpt.values(table, column, 'Z_PK', keys);
  excerpt.copyWhere(target, 'Z_PK', referred);
  return referred;
}

/** Copies what is in rows beyond those that the asset refers to. */
function copyAttributes(excerpt: Excerpt, table: string, assets: Iterable<ExcerptKey>): void {
  const own = 'ZADDITIONALASSETATTRIBUTES';
  const attributes = follow(excerpt, [table, 'ZADDITIONALATTRIBUTES'], own, assets);
  follow(excerpt, [own, 'ZASSETDESCRIPTION'], 'ZASSETDESCRIPTION', attributes);
  follow(excerpt, [own, 'ZUNMANAGEDADJUSTMENT'], 'ZUNMANAGEDADJUSTMENT', attributes);
  copyJoin(
    excerpt,
    { entity: 'AdditionalAssetAttributes', left: 'ASSETATTRIBUTES', right: 'KEYWORDS' },
    'left',
    attributes,
  );
  const analysis = 'ZMEDIAANALYSISASSETATTRIBUTES';
  const analyses = follow(excerpt, [table, 'ZMEDIAANALYSISATTRIBUTES'], analysis, assets);
  const texts = 'ZCHARACTERRECOGNITIONATTRIBUTES';
  follow(excerpt, [analysis, texts], texts, analyses);
}

function copyJoin(excerpt: Excerpt, name: JoinName, side: 'left' | 'right', keys: Iterable<ExcerptKey>): void {
  const join = findJoin(excerpt.source, name, () => {});
  if (join !== null) excerpt.copyWhere(join.table.name, join[side], keys);
}

/** Copies the faces in photos, and those that people are shown by. */
function copyFaces(excerpt: Excerpt, assets: Iterable<ExcerptKey>): void {
  const table = excerpt.has('ZDETECTEDFACE') ? 'ZDETECTEDFACE' : 'ZFACE';
  const column = excerpt.has(table, 'ZASSETFORFACE') ? 'ZASSETFORFACE' : 'ZASSET';
  excerpt.copyWhere(table, column, assets);
  if (!excerpt.has('ZPERSON', 'ZKEYFACE')) return;
  const faces = excerpt.db.prepare('SELECT ZKEYFACE AS face FROM ZPERSON WHERE ZKEYFACE IS NOT NULL').all();
  excerpt.copyWhere(
    table,
    'Z_PK',
    faces.flatMap(({ face }) => (typeof face === 'number' ? face : [])),
  );
}
