/** Generations of Photos.sqlite by iOS release. */
export const PHOTO_GENERATIONS = [9, 13, 16, 18, 26] as const;

/** One of {@link PHOTO_GENERATIONS}. */
export type PhotoGeneration = (typeof PHOTO_GENERATIONS)[number];

/** Entity numbers in the names of join tables (docs/format/photos.md). */
export interface EntityNumbers {
  readonly genericAlbum: number;
  readonly album: number;
  readonly asset: number;
  readonly keyword: number;
  readonly memory: number;
}

const ENTITIES: Readonly<Record<PhotoGeneration, EntityNumbers>> = {
  9: { genericAlbum: 14, album: 15, asset: 22, keyword: 25, memory: 0 },
  13: { genericAlbum: 25, album: 26, asset: 34, keyword: 37, memory: 40 },
  16: { genericAlbum: 27, album: 28, asset: 3, keyword: 40, memory: 44 },
  18: { genericAlbum: 29, album: 30, asset: 3, keyword: 47, memory: 51 },
  26: { genericAlbum: 32, album: 33, asset: 3, keyword: 52, memory: 56 },
};

/** The entity numbers of a generation. */
export function entitiesOf(generation: PhotoGeneration): EntityNumbers {
  return ENTITIES[generation];
}

/** Name of the asset table. */
export function assetTableOf(generation: PhotoGeneration): string {
  return generation < 14 ? 'ZGENERICASSET' : 'ZASSET';
}

/** Names of the numbered join tables of a generation. */
export function joinsOf(generation: PhotoGeneration) {
  const { album, asset, keyword, genericAlbum, memory } = ENTITIES[generation];
  const ofMemories = (word: string) => ({
    table: `Z_${String(asset)}MEMORIESBEING${word}`,
    asset: `Z_${String(asset)}${word}`,
    memory: `Z_${String(memory)}MEMORIESBEING${word}`,
  });
  return {
    albumAssets: {
      table: `Z_${String(album)}ASSETS`,
      album: `Z_${String(album)}ALBUMS`,
      asset: `Z_${String(asset)}ASSETS`,
      order: `Z_FOK_${String(asset)}ASSETS`,
    },
    memories: { curated: ofMemories('CURATEDASSETS'), userCurated: ofMemories('USERCURATEDASSETS') },
    keywords: { table: 'Z_1KEYWORDS', attributes: 'Z_1ASSETATTRIBUTES', keyword: `Z_${String(keyword)}KEYWORDS` },
    /** Resembles the join of albums and assets but is another relation. */
    keyAssets: {
      table: `Z_${String(genericAlbum)}KEYASSETS`,
      album: `Z_${String(genericAlbum)}ALBUMSBEINGKEYASSETS`,
      asset: `Z_${String(asset)}KEYASSETS`,
      order: `Z_FOK_${String(asset)}KEYASSETS`,
    },
  };
}

/** Columns of a type. A name can have the first and last iOS release: `ZISO`, `ZHDRTYPE 15-`, `ZHASADJUSTMENTS -17`. */
type Columns = Readonly<Partial<Record<'INTEGER' | 'TIMESTAMP' | 'FLOAT' | 'VARCHAR' | 'BLOB', string>>>;

const ASSET: Columns = {
  INTEGER: `ZAVALANCHEPICKTYPE, ZCLOUDLOCALSTATE, ZCOMPLETE, ZFAVORITE, ZHASADJUSTMENTS -17, ZADJUSTMENTSSTATE 18-,
    ZHDRTYPE 15-, ZDEPTHTYPE 14-, ZDEPTHSTATES 11-13, ZHEIGHT, ZHIDDEN, ZKIND, ZKINDSUBTYPE, ZORIENTATION, ZPLAYBACKSTYLE 11-,
    ZPLAYBACKVARIATION 11-, ZSAVEDASSETTYPE, ZTRASHEDSTATE, ZVISIBILITYSTATE, ZWIDTH, ZBUNDLESCOPE 14-,
    ZISDETECTEDSCREENSHOT 18-, ZSPATIALTYPE 18-, ZDUPLICATEASSETVISIBILITYSTATE 16-, ZACTIVELIBRARYSCOPEPARTICIPATIONSTATE 16-, ZMEDIAANALYSISATTRIBUTES 13-, ZADDITIONALATTRIBUTES, ZEXTENDEDATTRIBUTES 13-, ZIMPORTSESSION 13-, ZCONVERSATION 16-, ZLIBRARYSCOPE 16-, ZMASTER,
    ZMOMENT`,
  TIMESTAMP: 'ZADDEDDATE, ZADJUSTMENTTIMESTAMP 11-, ZDATECREATED, ZLASTSHAREDDATE, ZMODIFICATIONDATE, ZTRASHEDDATE',
  FLOAT: 'ZDURATION, ZLATITUDE 11-, ZLONGITUDE 11-',
  VARCHAR: 'ZAVALANCHEUUID, ZDIRECTORY, ZFILENAME, ZMEDIAGROUPUUID 11-, ZUNIFORMTYPEIDENTIFIER, ZUUID',
  BLOB: 'ZLOCATIONDATA',
};

const ATTRIBUTES: Columns = {
  INTEGER: `ZCAMERACAPTUREDEVICE 11-, ZIMPORTEDBY, ZINFERREDTIMEZONEOFFSET 11-, ZORIGINALFILESIZE, ZORIGINALHEIGHT,
    ZORIGINALWIDTH, ZPLAYCOUNT 11-, ZREVERSELOCATIONDATAISVALID, ZSHARECOUNT 11-, ZTIMEZONEOFFSET, ZVIEWCOUNT 11-,
    ZPENDINGVIEWCOUNT 11-, ZASSET, ZASSETDESCRIPTION, ZUNMANAGEDADJUSTMENT`,
  TIMESTAMP: 'ZLASTVIEWEDDATE 18-',
  FLOAT: 'ZGPSHORIZONTALACCURACY 14-',
  VARCHAR: `ZCREATORBUNDLEID -14, ZIMPORTEDBYBUNDLEIDENTIFIER 15-, ZIMPORTEDBYDISPLAYNAME 15-, ZEDITORBUNDLEID,
    ZORIGINALFILENAME, ZTIMEZONENAME, ZTITLE, ZACCESSIBILITYDESCRIPTION 14-`,
  BLOB: 'ZREVERSELOCATIONDATA',
};

const EXTENDED: Columns = {
  INTEGER: 'ZFLASHFIRED, ZISO, ZFOCALLENGTHIN35MM 14-, ZASSET',
  FLOAT: 'ZAPERTURE, ZDURATION, ZFOCALLENGTH, ZFPS, ZSHUTTERSPEED, ZLATITUDE, ZLONGITUDE',
  VARCHAR: 'ZCAMERAMAKE, ZCAMERAMODEL, ZCODEC, ZLENSMODEL',
};

const ALBUM: Columns = {
  INTEGER: `ZCACHEDCOUNT, ZCACHEDPHOTOSCOUNT, ZCACHEDVIDEOSCOUNT, ZCUSTOMSORTASCENDING 11-, ZCUSTOMSORTKEY 11-, ZISOWNED, ZKIND,
    ZTRASHEDSTATE, ZCUSTOMKEYASSET, ZPARENTFOLDER 11-, Z_FOK_PARENTFOLDER 11-`,
  TIMESTAMP: 'ZCREATIONDATE 11-, ZENDDATE, ZSTARTDATE, ZTRASHEDDATE',
  VARCHAR: 'ZCLOUDOWNERFULLNAME, ZPUBLICURL, ZTITLE, ZUUID',
};

const PERSON: Columns = {
  INTEGER: 'ZFACECOUNT, ZMANUALORDER 11-, ZTYPE 11-, ZVERIFIEDTYPE 11-, ZKEYFACE 11-, ZMERGETARGETPERSON 11-',
  VARCHAR: 'ZDISPLAYNAME 11-, ZFULLNAME, ZPERSONUUID, ZPERSONURI 11-',
};

const FACE: Columns = {
  INTEGER: `ZHIDDEN, ZMANUAL, ZSOURCEHEIGHT, ZSOURCEWIDTH, ZASSET -16, ZPERSON -16, ZASSETFORFACE 17-, ZPERSONFORFACE 17-,
    ZASSETFORTORSO 17-`,
  FLOAT: 'ZCENTERX, ZCENTERY, ZSIZE',
  VARCHAR: 'ZUUID',
};

const COMMENT: Columns = {
  INTEGER: 'ZISCAPTION, ZISLIKE, ZISMYCOMMENT, ZCOMMENTEDASSET, ZLIKEDASSET',
  TIMESTAMP: 'ZCOMMENTDATE',
  VARCHAR: 'ZCLOUDGUID, ZCOMMENTTEXT, ZCOMMENTERHASHEDPERSONID',
};

const TABLES: readonly (readonly [table: string, since: number, columns: Columns])[] = [
  ['ZADDITIONALASSETATTRIBUTES', 9, ATTRIBUTES],
  ['ZEXTENDEDATTRIBUTES', 13, EXTENDED],
  ['ZASSETDESCRIPTION', 9, { INTEGER: 'ZASSETATTRIBUTES', VARCHAR: 'ZLONGDESCRIPTION' }],
  ['ZGENERICALBUM', 9, ALBUM],
  ['ZPERSON', 13, PERSON],
  ['ZDETECTEDFACE', 13, FACE],
  ['ZKEYWORD', 9, { VARCHAR: 'ZTITLE, ZUUID' }],
  [
    'ZUNMANAGEDADJUSTMENT',
    9,
    {
      INTEGER: 'ZASSETATTRIBUTES',
      TIMESTAMP: 'ZADJUSTMENTTIMESTAMP',
      VARCHAR: 'ZADJUSTMENTFORMATIDENTIFIER, ZADJUSTMENTFORMATVERSION, ZEDITORLOCALIZEDNAME, ZUUID',
    },
  ],
  ['ZMEDIAANALYSISASSETATTRIBUTES', 13, { INTEGER: 'ZASSET, ZCHARACTERRECOGNITIONATTRIBUTES 15-' }],
  [
    'ZCHARACTERRECOGNITIONATTRIBUTES',
    15,
    {
      INTEGER: 'ZALGORITHMVERSION, ZMEDIAANALYSISASSETATTRIBUTES',
      TIMESTAMP: 'ZADJUSTMENTVERSION',
      BLOB: 'ZCHARACTERRECOGNITIONDATA, ZMACHINEREADABLECODEDATA',
    },
  ],
  ['ZMOMENT', 9, { TIMESTAMP: 'ZSTARTDATE, ZENDDATE', VARCHAR: 'ZTITLE, ZSUBTITLE, ZUUID' }],
  [
    'ZMEMORY',
    13,
    {
      INTEGER: 'ZFAVORITE, ZREJECTED, ZKEYASSET, ZCATEGORY, ZSUBCATEGORY',
      TIMESTAMP: 'ZCREATIONDATE, ZLASTVIEWEDDATE',
      VARCHAR: 'ZTITLE, ZSUBTITLE, ZUUID',
    },
  ],
  [
    'ZSHARE',
    16,
    { INTEGER: 'ZTRASHEDSTATE, ZASSETCOUNT', TIMESTAMP: 'ZCREATIONDATE', VARCHAR: 'ZTITLE, ZUUID, ZSHAREURL' },
  ],
  [
    'ZSHAREPARTICIPANT',
    16,
    {
      INTEGER: 'ZACCEPTANCESTATUS, ZISCURRENTUSER, ZPERMISSION, ZROLE, ZPERSON, ZSHARE',
      VARCHAR: 'ZEMAILADDRESS, ZPHONENUMBER, ZUUID',
      BLOB: 'ZNAMECOMPONENTS',
    },
  ],
  ['ZINTERNALRESOURCE', 13, { INTEGER: 'ZRESOURCETYPE, ZVERSION, ZLOCALAVAILABILITY, ZDATALENGTH, ZASSET' }],
  ['ZCLOUDMASTER', 9, { TIMESTAMP: 'ZCREATIONDATE', VARCHAR: 'ZCLOUDMASTERGUID, ZORIGINALFILENAME' }],
  ['ZCLOUDSHAREDCOMMENT', 9, COMMENT],
];

/**
 * CREATE statements of a generation. Tables have the columns of real libraries that describe photos. Columns for
 * synchronisation and analysis, the R-tree and the triggers are omitted.
 */
export function createPhotoTables(generation: PhotoGeneration): readonly string[] {
  const { albumAssets, keywords, keyAssets, memories } = joinsOf(generation);
  const asset = assetTableOf(generation);
  const statements = [
    'CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER)',
    createTable(asset, ASSET, generation),
    `CREATE INDEX Z_Asset_byUuidIndex ON ${asset} (ZUUID COLLATE BINARY ASC)`,
    ...TABLES.flatMap(([table, since, columns]) => (generation < since ? [] : createTable(table, columns, generation))),
    createJoin(albumAssets.table, [albumAssets.album, albumAssets.asset], albumAssets.order),
    ...(generation < 13 ? [] : [memories.curated, ...(generation < 16 ? [] : [memories.userCurated])]).map((join) =>
      createJoin(join.table, [join.asset, join.memory]),
    ),
    createJoin(keywords.table, [keywords.attributes, keywords.keyword]),
  ];
  if (generation < 26) return statements;
  return [...statements, createJoin(keyAssets.table, [keyAssets.album, keyAssets.asset], keyAssets.order)];
}

function createTable(table: string, columns: Columns, generation: PhotoGeneration): string {
  const definitions = Object.entries(columns).flatMap(([type, names]) =>
    names.split(',').flatMap((entry) => {
      const [name, range] = entry.trim().split(' ');
      return name !== undefined && isIn(range, generation) ? [`${name} ${type}`] : [];
    }),
  );
  return `CREATE TABLE ${table} ( Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ${definitions.join(', ')} )`;
}

/** True if a range (`15-`, `-17`, `11-13`) includes the generation. */
function isIn(range: string | undefined, generation: number): boolean {
  if (range === undefined) return true;
  const [from, to] = range.split('-');
  return generation >= Number(from || 0) && generation <= Number(to || Number.POSITIVE_INFINITY);
}

function createJoin(table: string, key: readonly [string, string], order?: string): string {
  const columns = [...key, ...(order === undefined ? [] : [order])].map((column) => `${column} INTEGER`);
  return `CREATE TABLE ${table} ( ${columns.join(', ')}, PRIMARY KEY (${key.join(', ')}) )`;
}
