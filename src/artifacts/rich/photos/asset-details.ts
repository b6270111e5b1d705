import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { JoinedRows, type Part } from '../../kit/joined-rows.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { type Lost, type Positions, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { type AssetSourceRow, assetRows } from './asset-query.ts';
import { numberColumn, textColumn } from './columns.ts';
import { MAX_PLACE } from './place.ts';
import { analysisOf, recognitionOf } from './recognised-text.ts';

/** Maximum size of a caption, in bytes. */
const MAX_CAPTION = 1024 * 1024;

/** Tables with rows that belong to assets, besides moments. */
export const PART_TABLES = {
  attributes: 'ZADDITIONALASSETATTRIBUTES',
  extended: 'ZEXTENDEDATTRIBUTES',
  description: 'ZASSETDESCRIPTION',
  adjustment: 'ZUNMANAGEDADJUSTMENT',
  master: 'ZCLOUDMASTER',
  analysis: 'ZMEDIAANALYSISASSETATTRIBUTES',
  recognised: 'ZCHARACTERRECOGNITIONATTRIBUTES',
} as const;
/** One of {@link PART_TABLES}. */
export type PartName = keyof typeof PART_TABLES;

/** Where the columns of an asset and of the rows that belong to it are in {@link JoinedAssets}. */
export interface AssetPositions {
  readonly source: Positions<keyof AssetSourceRow>;
  readonly attributes: PositionsIn<typeof attributesOf>;
  readonly extended: PositionsIn<typeof extendedOf>;
  readonly description: PositionsIn<typeof descriptionOf>;
  readonly adjustment: PositionsIn<typeof adjustmentOf>;
  readonly moment: PositionsIn<typeof momentOf>;
  readonly master: PositionsIn<typeof masterOf>;
  /** What was recognised in it. */
  readonly recognised: PositionsIn<typeof recognitionOf>;
  /** Of the ROWIDs by which its rows are found. */
  readonly parts: Readonly<Record<PartName, number>>;
}

type PositionsIn<F extends (table: SourceTable) => NamedRows<string>> =
  ReturnType<F> extends NamedRows<infer N> ? Positions<N> : never;

/** Assets with the rows of other tables that belong to them; the columns of missing rows are null. */
export interface JoinedAssets {
  readonly at: AssetPositions;
  /** Their columns, from a ROWID on. */
  readonly from: (first: number) => Iterable<readonly SqlValue[]>;
}

/** Prepares to read assets with the rows of other tables. */
export function joinedAssets(db: SqlDatabase, assets: SourceTable, lost: Lost): JoinedAssets {
  const source = assetRows(assets);
  const tables = rowsOfAssets(db, lost);
  const rows = new JoinedRows(db, source, partsOf(tables));
  const attributes = rows.positionsOf(tables.attributes);
  const main = rows.positionsOf(source);
  return {
    at: {
      source: main,
      attributes,
      extended: rows.positionsOf(tables.extended),
      description: rows.positionsOf(tables.description),
      adjustment: rows.positionsOf(tables.adjustment),
      moment: rows.positionsOf(tables.moment),
      master: rows.positionsOf(tables.master),
      recognised: rows.positionsOf(tables.recognised),
      parts: {
        attributes: main.attributesRow,
        extended: main.extendedRow,
        description: attributes.descriptionRow,
        adjustment: attributes.adjustmentRow,
        master: main.masterRow,
        analysis: main.analysisRow,
        recognised: rows.positionsOf(tables.analysis).textRow,
      },
    },
    from: (first) => rows.arrays(first),
  };
}

/** The rows that are joined to assets. */
export function tablesOfAssets(db: SqlDatabase, lost: Lost): readonly Part[] {
  return partsOf(rowsOfAssets(db, lost));
}

function rowsOfAssets(db: SqlDatabase, lost: Lost) {
  const table = (name: string): SourceTable => new SourceTable(db, name, lost);
  return {
    attributes: attributesOf(table(PART_TABLES.attributes)),
    extended: extendedOf(table(PART_TABLES.extended)),
    description: descriptionOf(table(PART_TABLES.description)),
    adjustment: adjustmentOf(table(PART_TABLES.adjustment)),
    moment: momentOf(table('ZMOMENT')),
    master: masterOf(table(PART_TABLES.master)),
    analysis: analysisOf(table(PART_TABLES.analysis)),
    recognised: recognitionOf(table(PART_TABLES.recognised)),
  };
}

function partsOf(rows: ReturnType<typeof rowsOfAssets>): readonly Part[] {
  return [
    { rows: rows.attributes, by: ['main', 'attributesRow'] },
    { rows: rows.extended, by: ['main', 'extendedRow'] },
    { rows: rows.description, by: [0, 'descriptionRow'] },
    { rows: rows.adjustment, by: [0, 'adjustmentRow'] },
    { rows: rows.moment, by: ['main', 'momentRow'] },
    { rows: rows.master, by: ['main', 'masterRow'] },
    { rows: rows.analysis, by: ['main', 'analysisRow'] },
    { rows: rows.recognised, by: [6, 'textRow'] },
  ];
}

function attributesOf(table: SourceTable) {
  const count = (...names: readonly string[]): string => {
    const known = names.filter((name) => table.has(name)).map((name) => `ifnull(${table.integer(name)}, 0)`);
    return known.length === 0 ? 'NULL' : known.join(' + ');
  };
  return new NamedRows(table, {
    originalFilename: textColumn(table, 'ZORIGINALFILENAME'),
    fileSize: numberColumn(table, 'ZORIGINALFILESIZE'),
    // Of iOS 6, whose assets have none.
    duration: numberColumn(table, 'ZDURATION'),
    title: textColumn(table, 'ZTITLE'),
    altText: textColumn(table, 'ZACCESSIBILITYDESCRIPTION'),
    utcOffset: numberColumn(table, 'ZTIMEZONEOFFSET'),
    // Inferred by Photos from the place and other photos, so it is the last choice.
    inferredUtcOffset: numberColumn(table, 'ZINFERREDTIMEZONEOFFSET'),
    timeZone: textColumn(table, 'ZTIMEZONENAME'),
    lastViewedAt: numberColumn(table, 'ZLASTVIEWEDDATE'),
    accuracy: numberColumn(table, 'ZGPSHORIZONTALACCURACY'),
    // Read regardless of ZREVERSELOCATIONDATAISVALID (docs/format/photos.md).
    place: table.bounded('ZREVERSELOCATIONDATA', MAX_PLACE),
    editor: textColumn(table, 'ZEDITORBUNDLEID'),
    importedBy: numberColumn(table, 'ZIMPORTEDBY'),
    captureDevice: numberColumn(table, 'ZCAMERACAPTUREDEVICE'),
    sourceApp: textColumn(table, 'ZIMPORTEDBYBUNDLEIDENTIFIER', 'ZCREATORBUNDLEID'),
    sourceAppName: textColumn(table, 'ZIMPORTEDBYDISPLAYNAME'),
    viewCount: count('ZVIEWCOUNT', 'ZPENDINGVIEWCOUNT'),
    playCount: count('ZPLAYCOUNT', 'ZPENDINGPLAYCOUNT'),
    shareCount: count('ZSHARECOUNT', 'ZPENDINGSHARECOUNT'),
    descriptionRow: numberColumn(table, 'ZASSETDESCRIPTION'),
    adjustmentRow: numberColumn(table, 'ZUNMANAGEDADJUSTMENT'),
  });
}

function extendedOf(table: SourceTable) {
  return new NamedRows(table, {
    cameraMake: textColumn(table, 'ZCAMERAMAKE'),
    cameraModel: textColumn(table, 'ZCAMERAMODEL'),
    lensModel: textColumn(table, 'ZLENSMODEL'),
    iso: numberColumn(table, 'ZISO'),
    aperture: numberColumn(table, 'ZAPERTURE'),
    shutterSpeed: numberColumn(table, 'ZSHUTTERSPEED'),
    focalLength: numberColumn(table, 'ZFOCALLENGTH'),
    focalLength35mm: numberColumn(table, 'ZFOCALLENGTHIN35MM'),
    flashFired: numberColumn(table, 'ZFLASHFIRED'),
    frameRate: numberColumn(table, 'ZFPS'),
    codec: textColumn(table, 'ZCODEC'),
    utcOffset: numberColumn(table, 'ZTIMEZONEOFFSET'),
    timeZone: textColumn(table, 'ZTIMEZONENAME'),
    generativeType: numberColumn(table, 'ZGENERATIVEAITYPE'),
  });
}

function descriptionOf(table: SourceTable) {
  return new NamedRows(table, {
    text: table.bounded('ZLONGDESCRIPTION', MAX_CAPTION),
    isTooLong: table.exceeds('ZLONGDESCRIPTION', MAX_CAPTION),
  });
}

function adjustmentOf(table: SourceTable) {
  return new NamedRows(table, {
    editedAt: numberColumn(table, 'ZADJUSTMENTTIMESTAMP'),
    editor: textColumn(table, 'ZEDITORLOCALIZEDNAME'),
    format: textColumn(table, 'ZADJUSTMENTFORMATIDENTIFIER'),
  });
}

function momentOf(table: SourceTable) {
  return new NamedRows(table, { title: textColumn(table, 'ZTITLE'), subtitle: textColumn(table, 'ZSUBTITLE') });
}

function masterOf(table: SourceTable) {
  return new NamedRows(table, { originalFilename: textColumn(table, 'ZORIGINALFILENAME') });
}
