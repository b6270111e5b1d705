import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { asBlob, asInteger, type Lost, SourceTable } from '../../kit/source-table.ts';
import type { AssetSourceRow } from './asset-query.ts';
import { numberColumn, textColumn } from './columns.ts';
import { NamedRows } from './named-rows.ts';
import { MAX_PLACE, Places } from './place.ts';

/** Maximum size of a caption, in bytes. */
const MAX_CAPTION = 1024 * 1024;

/** Rows of other tables that belong to an asset; null if missing. */
export type AssetDetails = ReturnType<ReturnType<typeof assetDetails>>;

/**
 * Finds rows of other tables about an asset by one prepared look-up per table instead of joins: rows are not
 * multiplied, and a damaged table loses only its own values.
 */
export function assetDetails(db: SqlDatabase, lost: Lost) {
  const attributes = attributesOf(new SourceTable(db, 'ZADDITIONALASSETATTRIBUTES', lost)).lookup();
  const extended = extendedOf(new SourceTable(db, 'ZEXTENDEDATTRIBUTES', lost)).lookup();
  const description = descriptionOf(new SourceTable(db, 'ZASSETDESCRIPTION', lost)).lookup();
  const adjustment = adjustmentOf(new SourceTable(db, 'ZUNMANAGEDADJUSTMENT', lost)).lookup();
  const moment = momentOf(new SourceTable(db, 'ZMOMENT', lost)).lookup();
  const master = masterOf(new SourceTable(db, 'ZCLOUDMASTER', lost)).lookup();
  const places = new Places();
  return (asset: AssetSourceRow) => {
    const own = attributes(asInteger(asset.attributesRow));
    const caption = description(asInteger(own?.descriptionRow ?? null));
    if (caption?.isTooLong === 1) lost(msg('lost.too-large.photo-captions'));
    return {
      attributes: own,
      place: places.read(asBlob(own?.place ?? null)),
      extended: extended(asInteger(asset.extendedRow)),
      caption: caption?.text ?? null,
      adjustment: adjustment(asInteger(own?.adjustmentRow ?? null)),
      moment: moment(asInteger(asset.momentRow)),
      master: master(asInteger(asset.masterRow)),
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
