import type { DatabaseSync } from 'node:sqlite';
import { appleSeconds } from '../encoders/apple-time.ts';
import { RowWriter } from '../encoders/row-writer.ts';
import { derivedUuid, type Seed } from '../random.ts';
import type { WrittenCollections } from './collections.ts';
import { writeLocation, writeReverseLocation } from './places.ts';
import { textRegions, writeRecognisedText } from './recognised-text.ts';
import { assetTableOf, joinsOf, type PhotoGeneration } from './schema.ts';
import type { AssetForm, WrittenAsset } from './truth.ts';

/** Accuracy radius of locations in metres. */
const ACCURACY = 8.5;

/** `ZKIND`, `ZKINDSUBTYPE` and `ZPLAYBACKSTYLE` (docs/format/photos.md). */
const FORM_CODES: Readonly<Record<AssetForm, readonly [kind: number, subtype: number, playback: number]>> = {
  photo: [0, 0, 1],
  'live-photo': [0, 2, 3],
  screenshot: [0, 10, 1],
  panorama: [0, 1, 1],
  selfie: [0, 0, 1],
  burst: [0, 0, 1],
  video: [1, 0, 4],
  'slow-motion': [1, 101, 4],
  shared: [0, 0, 1],
};

const TYPES: Readonly<Record<string, string>> = {
  JPG: 'public.jpeg',
  HEIC: 'public.heic',
  PNG: 'public.png',
  MOV: 'com.apple.quicktime-movie',
};

/** Writes the assets with their related rows. As on a phone, additional attributes are not numbered like assets. */
export function writeAssets(
  db: DatabaseSync,
  seed: Seed,
  generation: PhotoGeneration,
  assets: readonly WrittenAsset[],
  importRowId: number,
  { moments, sharedLibrary }: WrittenCollections,
): void {
  const rows = new RowWriter(db, assetTableOf(generation));
  const attributes = new RowWriter(db, 'ZADDITIONALASSETATTRIBUTES');
  const extended = new RowWriter(db, 'ZEXTENDEDATTRIBUTES');
  const descriptions = new RowWriter(db, 'ZASSETDESCRIPTION');
  const adjustments = new RowWriter(db, 'ZUNMANAGEDADJUSTMENT');
  const analyses = new RowWriter(db, 'ZMEDIAANALYSISASSETATTRIBUTES');
  const texts = new RowWriter(db, 'ZCHARACTERRECOGNITIONATTRIBUTES');
  const resources = new RowWriter(db, 'ZINTERNALRESOURCE');
  const keywordOf = keywordWriter(db, seed, generation);
  for (const asset of assets) {
    const attributesRow = assets.length + 1 - asset.rowId;
    const created = appleSeconds(asset.createdAt);
    const isVideo = FORM_CODES[asset.form][0] === 1;
    const description =
      asset.caption === null
        ? null
        : descriptions.insert({ ZASSETATTRIBUTES: attributesRow, ZLONGDESCRIPTION: asset.caption });
    const adjustment = asset.isEdited
      ? adjustments.insert({
          ZASSETATTRIBUTES: attributesRow,
          ZADJUSTMENTTIMESTAMP: created + 60,
          ZADJUSTMENTFORMATIDENTIFIER: 'com.apple.photo',
          ZADJUSTMENTFORMATVERSION: '1.5',
          ZEDITORLOCALIZEDNAME: 'Photos',
          ZUUID: derivedUuid(seed, `adjustment ${String(asset.rowId)}`),
        })
      : null;
    const extendedRow = extended.exists
      ? extended.insert({
          ZASSET: asset.rowId,
          ZCAMERAMAKE: asset.place === null ? null : 'Apple',
          ZCAMERAMODEL: asset.place === null ? null : 'iPhone 16',
          ZLENSMODEL: asset.form === 'selfie' ? 'iPhone 16 front camera 2.69mm f/1.9' : null,
          ZISO: 64,
          ZAPERTURE: 1.6,
          ZSHUTTERSPEED: 1 / 120,
          ZFOCALLENGTH: 5.96,
          ZFLASHFIRED: 0,
          ZFPS: isVideo ? 30 : null,
          ZCODEC: isVideo ? 'hvc1' : null,
        })
      : null;
    const text = texts.exists
      ? texts.insert({
          ZADJUSTMENTVERSION: created,
          ZCHARACTERRECOGNITIONDATA: asset.lines.length === 0 ? null : writeRecognisedText(textRegions(asset.lines)),
        })
      : null;
    const analysis = analyses.exists
      ? analyses.insert({ ZASSET: asset.rowId, ZCHARACTERRECOGNITIONATTRIBUTES: text })
      : null;
    rows.insert({
      Z_PK: asset.rowId,
      ZMEDIAANALYSISATTRIBUTES: analysis,
      ...libraryFacts(asset),
      ...positionFacts(asset, created),
      ZADDITIONALATTRIBUTES: attributesRow,
      ZEXTENDEDATTRIBUTES: extendedRow,
      ZMOMENT: moments.get(asset.place) ?? null,
      ZLIBRARYSCOPE: asset.inSharedLibrary ? sharedLibrary : null,
      ZIMPORTSESSION: asset.directory.includes('CPLAssets') ? null : importRowId,
      ZMEDIAGROUPUUID: asset.form === 'live-photo' ? derivedUuid(seed, `pair ${String(asset.rowId)}`) : null,
    });
    attributes.insert({
      Z_PK: attributesRow,
      ZASSET: asset.rowId,
      ZASSETDESCRIPTION: description,
      ZUNMANAGEDADJUSTMENT: adjustment,
      ZEDITORBUNDLEID: asset.isEdited ? 'com.apple.mobileslideshow' : null,
      ...attributeFacts(asset),
    });
    if (asset.hasRaw) resources.insert({ ZASSET: asset.rowId, ZRESOURCETYPE: 4, ZVERSION: 0, ZLOCALAVAILABILITY: -1 });
    for (const keyword of asset.keywords) keywordOf(attributesRow, keyword);
  }
}

function libraryFacts(asset: WrittenAsset) {
  const [kind, subtype, playback] = FORM_CODES[asset.form];
  const created = appleSeconds(asset.createdAt);
  const edited = asset.isEdited ? 1 : 0;
  const lesserFrame = asset.burst !== null && !asset.burst.isPick;
  return {
    ZUUID: asset.uuid,
    ZKIND: kind,
    ZKINDSUBTYPE: subtype,
    ZPLAYBACKSTYLE: playback,
    ZDIRECTORY: asset.directory,
    ZFILENAME: asset.filename,
    ZUNIFORMTYPEIDENTIFIER: TYPES[asset.filename.slice(asset.filename.lastIndexOf('.') + 1)] ?? null,
    ZDATECREATED: created,
    ZADDEDDATE: created + 1.5,
    ZMODIFICATIONDATE: created + 60,
    ZADJUSTMENTTIMESTAMP: asset.isEdited ? created + 60 : null,
    ZTRASHEDDATE: asset.trashedAt === null ? null : appleSeconds(asset.trashedAt),
    ZTRASHEDSTATE: asset.trashedAt === null ? 0 : 1,
    ZHIDDEN: Number(asset.isHidden),
    ZFAVORITE: Number(asset.isFavourite),
    ZCOMPLETE: 1,
    ZVISIBILITYSTATE: lesserFrame || asset.form === 'shared' ? 2 : 0,
    ZSAVEDASSETTYPE: asset.form === 'shared' ? 4 : asset.directory.includes('CPLAssets') ? 6 : 3,
    ZBUNDLESCOPE: asset.form === 'shared' ? 2 : 0,
    ZAVALANCHEUUID: asset.burst?.uuid ?? null,
    ZAVALANCHEPICKTYPE: asset.burst === null ? 0 : asset.burst.isPick ? 20 : 2,
    ZHASADJUSTMENTS: edited,
    // An unedited slow-motion video counts as adjusted by the camera.
    ZADJUSTMENTSSTATE: asset.isEdited ? 2 : asset.form === 'slow-motion' ? 3 : 0,
    ZISDETECTEDSCREENSHOT: Number(asset.form === 'screenshot'),
    ZHDRTYPE: asset.form === 'photo' ? 3 : 0,
    ZDEPTHTYPE: Number(asset.form === 'selfie'),
    ZDEPTHSTATES: Number(asset.form === 'selfie'),
    ZSPATIALTYPE: Number(asset.isSpatial),
    ZDUPLICATEASSETVISIBILITYSTATE: Number(asset.isDuplicate),
    ZACTIVELIBRARYSCOPEPARTICIPATIONSTATE: Number(asset.inSharedLibrary),
    ZWIDTH: asset.width,
    ZHEIGHT: asset.height,
    ZORIENTATION: 1,
    ZDURATION: kind === 1 ? asset.seconds : 0,
  };
}

function positionFacts({ place }: WrittenAsset, created: number) {
  return {
    ZLATITUDE: place?.latitude ?? -180,
    ZLONGITUDE: place?.longitude ?? -180,
    ZLOCATIONDATA: place === null ? null : writeLocation(place, ACCURACY, created),
  };
}

function attributeFacts(asset: WrittenAsset) {
  const { place } = asset;
  return {
    ZORIGINALFILENAME: asset.originalFilename,
    ZORIGINALFILESIZE: 1_000_000 + asset.rowId,
    ZTITLE: asset.title,
    ZACCESSIBILITYDESCRIPTION: asset.altText,
    ZTIMEZONEOFFSET: asset.utcOffset,
    ZTIMEZONENAME: asset.timeZone,
    ZGPSHORIZONTALACCURACY: place === null ? -1 : ACCURACY,
    ZREVERSELOCATIONDATA: place === null ? null : writeReverseLocation(place),
    ZREVERSELOCATIONDATAISVALID: Number(place !== null),
    ZIMPORTEDBY: asset.form === 'selfie' ? 2 : place === null ? 9 : 1,
    ZCAMERACAPTUREDEVICE: Number(asset.form === 'selfie'),
    ZIMPORTEDBYBUNDLEIDENTIFIER: asset.form === 'screenshot' ? 'com.apple.springboard' : 'com.apple.camera',
    ZCREATORBUNDLEID: asset.form === 'screenshot' ? 'com.apple.springboard' : 'com.apple.camera',
    ZVIEWCOUNT: asset.rowId % 4,
    ZPENDINGVIEWCOUNT: asset.rowId % 2,
    ZPLAYCOUNT: 0,
    ZSHARECOUNT: 0,
  };
}

/** Returns a function that assigns keywords to an asset, creating their rows. */
function keywordWriter(
  db: DatabaseSync,
  seed: Seed,
  generation: PhotoGeneration,
): (row: number, keyword: string) => void {
  const { keywords } = joinsOf(generation);
  const titles = new RowWriter(db, 'ZKEYWORD');
  const join = new RowWriter(db, keywords.table);
  const known = new Map<string, number>();
  return (attributesRow, title) => {
    const row = known.get(title) ?? titles.insert({ ZTITLE: title, ZUUID: derivedUuid(seed, `keyword ${title}`) });
    known.set(title, row);
    join.insert({ [keywords.attributes]: attributesRow, [keywords.keyword]: row });
  };
}
