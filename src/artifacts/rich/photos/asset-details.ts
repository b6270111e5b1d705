import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { type Joined, JoinedRows, type Part } from '../../kit/joined-rows.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { asBlob, type Lost, type Row, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { type AssetSourceRow, assetRows } from './asset-query.ts';
import { numberColumn, textColumn } from './columns.ts';
import { MAX_PLACE, type Place, Places } from './place.ts';
import { analysisOf, type RecognitionRow, recognitionOf } from './recognised-text.ts';

/** Maximum size of a caption, in bytes. */
const MAX_CAPTION = 1024 * 1024;

/** An asset with the rows of other tables that belong to it; null if missing. */
export interface AssetParts {
  readonly source: AssetSourceRow;
  readonly attributes: RowsOf<typeof attributesOf> | null;
  readonly extended: RowsOf<typeof extendedOf> | null;
  readonly description: RowsOf<typeof descriptionOf> | null;
  readonly adjustment: RowsOf<typeof adjustmentOf> | null;
  readonly moment: RowsOf<typeof momentOf> | null;
  readonly master: RowsOf<typeof masterOf> | null;
  /** What was recognised in it. */
  readonly recognised: RecognitionRow | null;
}

type RowsOf<F extends (table: SourceTable) => NamedRows<string>> =
  ReturnType<F> extends NamedRows<infer N> ? Row<N> : never;

/** Assets from a ROWID on, with the rows of other tables. */
export function assetParts(db: SqlDatabase, assets: SourceTable, lost: Lost): (first: number) => Iterable<AssetParts> {
  const rows = new JoinedRows(db, assetRows(assets), tablesOfAssets(db, lost));
  return (first) => rows.from(first, partsOf);
}

/** The rows that {@link AssetParts} consist of, in their order. */
export function tablesOfAssets(db: SqlDatabase, lost: Lost): readonly Part[] {
  const of = (name: string, rowsOf: (table: SourceTable) => NamedRows<string>): NamedRows<string> =>
    rowsOf(new SourceTable(db, name, lost));
  return [
    { rows: of('ZADDITIONALASSETATTRIBUTES', attributesOf), by: ['main', 'attributesRow'] },
    { rows: of('ZEXTENDEDATTRIBUTES', extendedOf), by: ['main', 'extendedRow'] },
    { rows: of('ZASSETDESCRIPTION', descriptionOf), by: [0, 'descriptionRow'] },
    { rows: of('ZUNMANAGEDADJUSTMENT', adjustmentOf), by: [0, 'adjustmentRow'] },
    { rows: of('ZMOMENT', momentOf), by: ['main', 'momentRow'] },
    { rows: of('ZCLOUDMASTER', masterOf), by: ['main', 'masterRow'] },
    { rows: of('ZMEDIAANALYSISASSETATTRIBUTES', analysisOf), by: ['main', 'analysisRow'] },
    { rows: of('ZCHARACTERRECOGNITIONATTRIBUTES', recognitionOf), by: [6, 'textRow'] },
  ];
}

function partsOf(joined: Joined<keyof AssetSourceRow>): AssetParts {
  return {
    source: joined.main,
    attributes: joined.part(0) as AssetParts['attributes'],
    extended: joined.part(1) as AssetParts['extended'],
    description: joined.part(2) as AssetParts['description'],
    adjustment: joined.part(3) as AssetParts['adjustment'],
    moment: joined.part(4) as AssetParts['moment'],
    master: joined.part(5) as AssetParts['master'],
    recognised: joined.part(7) as AssetParts['recognised'],
  };
}

/** What the rows of an asset say beyond single columns. */
export interface AssetDetails extends AssetParts {
  readonly place: Place | null;
  readonly caption: SqlValue;
}

/** Reads the details of assets. */
export function assetDetails(lost: Lost): (parts: AssetParts) => AssetDetails {
  const places = new Places();
  return (parts) => {
    if (parts.description?.isTooLong === 1) lost(msg('lost.too-large.photo-captions'));
    const { source, attributes, extended, description, adjustment, moment, master, recognised } = parts;
    // Spreading takes a microsecond.
    return {
      source,
      attributes,
      extended,
      description,
      adjustment,
      moment,
      master,
      recognised,
      place: places.read(asBlob(attributes?.place)),
      caption: description?.text ?? null,
    };
  };
}

function attributesOf(table: SourceTable) {
  const count = (...names: readonly string[]): string => {
    const known = names.filter((name) => table.has(name)).map((name) => `ifnull(${table.integer(name)}, 0)`);
    return known.length === 0 ? 'NULL' : known.join(' + ');
  };
  return new NamedRows(table, {
    originalFilename: textColumn(table, 'ZORIGINALFILENAME'),
    fileSize: numberColumn(table, 'ZORIGINALFILESIZE'),
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
  });
}

function momentOf(table: SourceTable) {
  return new NamedRows(table, { title: textColumn(table, 'ZTITLE'), subtitle: textColumn(table, 'ZSUBTITLE') });
}

function masterOf(table: SourceTable) {
  return new NamedRows(table, { originalFilename: textColumn(table, 'ZORIGINALFILENAME') });
}
