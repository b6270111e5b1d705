import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { type Lost, type Row, SourceTable } from '../../kit/source-table.ts';
import { flagColumn, numberColumn, textColumn } from './columns.ts';
import { LOCATION_BYTES } from './location.ts';

/**
 * The asset table: ZASSET since iOS 14, ZGENERICASSET before.
 *
 * @throws UNSUPPORTED_SCHEMA if there is neither
 */
export function assetTable(db: SqlDatabase, lost: Lost): SourceTable {
  const table = ['ZASSET', 'ZGENERICASSET'].map((name) => new SourceTable(db, name, lost)).find(({ exists }) => exists);
  if (table === undefined) throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.photo-library-without-photos'));
  return table;
}

/** The query for asset rows. Columns missing in this iOS are NULL. */
export function assetRows(table: SourceTable) {
  return new NamedRows(table, {
    rowid: 'rowid',
    uuid: textColumn(table, 'ZUUID'),
    directory: textColumn(table, 'ZDIRECTORY'),
    filename: textColumn(table, 'ZFILENAME'),
    uti: textColumn(table, 'ZUNIFORMTYPEIDENTIFIER'),
    kind: numberColumn(table, 'ZKIND'),
    subtype: numberColumn(table, 'ZKINDSUBTYPE'),
    createdAt: numberColumn(table, 'ZDATECREATED'),
    addedAt: numberColumn(table, 'ZADDEDDATE'),
    modifiedAt: numberColumn(table, 'ZMODIFICATIONDATE'),
    editedAt: numberColumn(table, 'ZADJUSTMENTTIMESTAMP'),
    lastSharedAt: numberColumn(table, 'ZLASTSHAREDDATE'),
    trashedAt: numberColumn(table, 'ZTRASHEDDATE'),
    isHidden: flagColumn(table, 'ZHIDDEN'),
    isFavourite: flagColumn(table, 'ZFAVORITE'),
    // Missing means complete.
    isComplete: `(ifnull(${table.value('ZCOMPLETE')}, 1) <> 0)`,
    isScreenshot: flagColumn(table, 'ZISDETECTEDSCREENSHOT'),
    width: numberColumn(table, 'ZWIDTH'),
    height: numberColumn(table, 'ZHEIGHT'),
    orientation: numberColumn(table, 'ZORIENTATION'),
    duration: numberColumn(table, 'ZDURATION'),
    latitude: numberColumn(table, 'ZLATITUDE'),
    longitude: numberColumn(table, 'ZLONGITUDE'),
    location: table.bounded('ZLOCATIONDATA', LOCATION_BYTES),
    mediaGroup: textColumn(table, 'ZMEDIAGROUPUUID'),
    burst: textColumn(table, 'ZAVALANCHEUUID'),
    adjustments: numberColumn(table, 'ZADJUSTMENTSSTATE', 'ZHASADJUSTMENTS'),
    adjustmentsState: numberColumn(table, 'ZADJUSTMENTSSTATE'),
    trashedState: numberColumn(table, 'ZTRASHEDSTATE'),
    visibilityState: numberColumn(table, 'ZVISIBILITYSTATE'),
    playbackStyle: numberColumn(table, 'ZPLAYBACKSTYLE'),
    playbackVariation: numberColumn(table, 'ZPLAYBACKVARIATION'),
    savedAssetType: numberColumn(table, 'ZSAVEDASSETTYPE'),
    bundleScope: numberColumn(table, 'ZBUNDLESCOPE'),
    syndicationState: numberColumn(table, 'ZSYNDICATIONSTATE'),
    avalanchePickType: numberColumn(table, 'ZAVALANCHEPICKTYPE'),
    avalancheKind: numberColumn(table, 'ZAVALANCHEKIND'),
    hdr: numberColumn(table, 'ZHDRTYPE', 'ZCUSTOMRENDEREDVALUE'),
    depth: numberColumn(table, 'ZDEPTHTYPE', 'ZDEPTHSTATES'),
    duplicateVisibility: numberColumn(table, 'ZDUPLICATEASSETVISIBILITYSTATE'),
    cloudLocalState: numberColumn(table, 'ZCLOUDLOCALSTATE'),
    captureDevice: numberColumn(table, 'ZDERIVEDCAMERACAPTUREDEVICE'),
    libraryScope: numberColumn(table, 'ZACTIVELIBRARYSCOPEPARTICIPATIONSTATE'),
    spatialType: numberColumn(table, 'ZSPATIALTYPE'),
    attributesRow: numberColumn(table, 'ZADDITIONALATTRIBUTES'),
    extendedRow: numberColumn(table, 'ZEXTENDEDATTRIBUTES'),
    analysisRow: numberColumn(table, 'ZMEDIAANALYSISATTRIBUTES'),
    momentRow: numberColumn(table, 'ZMOMENT'),
    masterRow: numberColumn(table, 'ZMASTER'),
    importSessionRow: numberColumn(table, 'ZIMPORTSESSION'),
    conversationRow: numberColumn(table, 'ZCONVERSATION'),
    sameDataRow: numberColumn(table, 'ZDUPLICATEMETADATAMATCHINGALBUM'),
    sameLookRow: numberColumn(table, 'ZDUPLICATEPERCEPTUALMATCHINGALBUM'),
    libraryRow: numberColumn(table, 'ZLIBRARYSCOPE'),
    sharer: textColumn(table, 'ZCLOUDOWNERHASHEDPERSONID'),
  });
}

/** A row of {@link assetRows}. */
export type AssetSourceRow = ReturnType<typeof assetRows> extends NamedRows<infer N> ? Row<N> : never;
