/**
 * Generations of NoteStore.sqlite by iOS release. The tables have the columns of notes, folders, accounts and
 * attachments (iOS 17: a real store; others: docs/format/notes.md). Core Data numbers columns of the same name, so the
 * account is in ZACCOUNT2, 4 or 7.
 */
export const NOTES_GENERATIONS = [9, 12, 15, 17] as const;

/** iOS release of the schema. */
export type NotesGeneration = (typeof NOTES_GENERATIONS)[number];

/** Differences between the generations. */
export interface NotesSchema {
  /** `Z_PRIMARYKEY`. */
  readonly entities: Readonly<Record<EntityName, number>>;
  readonly noteAccount: string;
  readonly noteCreated: string;
  readonly mergeableData: string;
  /** Notes and folders have a join table. */
  readonly joinsFolders: boolean;
  /** Media are stored below `Accounts/<account>/`. */
  readonly hasAccountFolders: boolean;
  readonly hasSmartFolders: boolean;
  /** Files are stored in folders named after their generation. */
  readonly hasGenerations: boolean;
}

/** Entities that are written. */
export type EntityName =
  | 'ICAttachment'
  | 'ICAttachmentPreviewImage'
  | 'ICInlineAttachment'
  | 'ICMedia'
  | 'ICNote'
  | 'ICAccount'
  | 'ICFolder';

const OLD_ENTITIES = {
  ICAttachment: 4,
  ICAttachmentPreviewImage: 5,
  ICInlineAttachment: 7,
  ICMedia: 8,
  ICNote: 9,
  ICAccount: 11,
  ICFolder: 12,
};
const NEW_ENTITIES = {
  ICAttachment: 4,
  ICAttachmentPreviewImage: 5,
  ICInlineAttachment: 8,
  ICMedia: 10,
  ICNote: 11,
  ICAccount: 13,
  ICFolder: 14,
};

/** The schema properties of a generation. */
export function notesSchema(generation: NotesGeneration): NotesSchema {
  return {
    entities: generation < 15 ? OLD_ENTITIES : NEW_ENTITIES,
    noteAccount: generation >= 17 ? 'ZACCOUNT7' : generation >= 15 ? 'ZACCOUNT4' : 'ZACCOUNT2',
    noteCreated: generation >= 15 ? 'ZCREATIONDATE3' : generation >= 12 ? 'ZCREATIONDATE1' : 'ZCREATIONDATE',
    mergeableData: generation >= 15 ? 'ZMERGEABLEDATA1' : 'ZMERGEABLEDATA',
    joinsFolders: generation < 12,
    hasAccountFolders: generation >= 12,
    hasGenerations: generation >= 17,
    hasSmartFolders: generation >= 15,
  };
}

/** Columns of ZICCLOUDSYNCINGOBJECT that each generation added. */
const COLUMNS: Readonly<Record<NotesGeneration, string>> = {
  9: `Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZISPASSWORDPROTECTED INTEGER, ZMARKEDFORDELETION INTEGER,
    ZFILESIZE INTEGER, ZMEDIA INTEGER, ZNOTE INTEGER, ZATTACHMENT INTEGER, ZLOCATION INTEGER, ZPARENTATTACHMENT INTEGER,
    ZOWNER INTEGER, ZFOLDERTYPE INTEGER, ZPARENT INTEGER, ZACCOUNT INTEGER, ZACCOUNT1 INTEGER, ZACCOUNT2 INTEGER,
    ZSIZEHEIGHT FLOAT, ZSIZEWIDTH FLOAT, ZDURATION FLOAT, ZWIDTH FLOAT, ZHEIGHT FLOAT, ZCREATIONDATE TIMESTAMP,
    ZMODIFICATIONDATE TIMESTAMP, ZMODIFICATIONDATE1 TIMESTAMP, ZIDENTIFIER VARCHAR, ZPASSWORDHINT VARCHAR,
    ZTITLE VARCHAR, ZTITLE1 VARCHAR, ZTITLE2 VARCHAR, ZSUMMARY VARCHAR, ZTYPEUTI VARCHAR, ZURLSTRING VARCHAR,
    ZFILENAME VARCHAR, ZSNIPPET VARCHAR, ZNAME VARCHAR, ZCRYPTOITERATIONCOUNT INTEGER, ZCRYPTOSALT BLOB,
    ZCRYPTOWRAPPEDKEY BLOB, ZCRYPTOINITIALIZATIONVECTOR BLOB, ZCRYPTOTAG BLOB`,
  12: `ZFOLDER INTEGER, ZISPINNED INTEGER, ZHASCHECKLIST INTEGER, ZCREATIONDATE1 TIMESTAMP, ZOCRSUMMARY VARCHAR,
    ZHANDWRITINGSUMMARY VARCHAR, ZSERVERRECORDDATA BLOB, ZSERVERSHAREDATA BLOB,
    ZMERGEABLEDATA BLOB`,
  15: `ZACCOUNT3 INTEGER, ZACCOUNT4 INTEGER, ZACCOUNT5 INTEGER, ZNOTE1 INTEGER, ZCREATIONDATE2 TIMESTAMP,
    ZCREATIONDATE3 TIMESTAMP, ZLASTOPENEDDATE TIMESTAMP, ZTYPEUTI1 VARCHAR, ZALTTEXT VARCHAR,
    ZTOKENCONTENTIDENTIFIER VARCHAR, ZUSERTITLE VARCHAR, ZSMARTFOLDERQUERYJSON VARCHAR,
    ZISSYSTEMPAPER INTEGER, ZIMAGECLASSIFICATIONSUMMARY VARCHAR, ZMERGEABLEDATA1 BLOB, ZUNAPPLIEDENCRYPTEDRECORD BLOB`,
  17: `ZACCOUNT6 INTEGER, ZACCOUNT7 INTEGER, ZACCOUNT8 INTEGER, ZGENERATION VARCHAR, ZGENERATION1 VARCHAR,
    ZFALLBACKIMAGEGENERATION VARCHAR, ZFALLBACKPDFGENERATION VARCHAR, ZWIDGETSNIPPET VARCHAR,
    ZHASCHECKLISTINPROGRESS INTEGER, ZADDITIONALINDEXABLETEXT VARCHAR`,
};

/** The statements that create an empty store. */
export function createNotesTables(generation: NotesGeneration): readonly string[] {
  const { entities, joinsFolders } = notesSchema(generation);
  const columns = NOTES_GENERATIONS.filter((each) => each <= generation).map((each) => COLUMNS[each]);
  const { ICFolder: folder, ICNote: note } = entities;
  return [
    `CREATE TABLE ZICCLOUDSYNCINGOBJECT (${columns.join(', ')})`,
    `CREATE TABLE ZICNOTEDATA (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZNOTE INTEGER,
      ZCRYPTOINITIALIZATIONVECTOR BLOB, ZCRYPTOTAG BLOB, ZDATA BLOB)`,
    `CREATE TABLE ZICLOCATION (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZPLACEUPDATED INTEGER,
      ZATTACHMENT INTEGER, ZLATITUDE FLOAT, ZLONGITUDE FLOAT, ZPLACEMARKDATA BLOB)`,
    'CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER)',
    'CREATE TABLE Z_METADATA (Z_VERSION INTEGER PRIMARY KEY, Z_UUID VARCHAR(255), Z_PLIST BLOB)',
    ...(joinsFolders
      ? [
          `CREATE TABLE Z_${folder}NOTES (Z_${folder}FOLDERS INTEGER, Z_${note}NOTES INTEGER,
            PRIMARY KEY (Z_${folder}FOLDERS, Z_${note}NOTES))`,
        ]
      : []),
  ];
}

/** Tables of the legacy notes.sqlite (docs/format/notes.md). */
export const LEGACY_NOTES_TABLES: readonly string[] = [
  `CREATE TABLE ZNOTE (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZDELETEDFLAG INTEGER, ZBODY INTEGER,
    ZSTORE INTEGER, ZCREATIONDATE TIMESTAMP, ZMODIFICATIONDATE TIMESTAMP, ZAUTHOR VARCHAR, ZGUID VARCHAR,
    ZSUMMARY VARCHAR, ZTITLE VARCHAR)`,
  `CREATE TABLE ZNOTEBODY (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZOWNER INTEGER, ZCONTENT VARCHAR)`,
  `CREATE TABLE ZSTORE (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZACCOUNT INTEGER, ZNAME VARCHAR)`,
  `CREATE TABLE ZACCOUNT (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZNAME VARCHAR,
    ZACCOUNTIDENTIFIER VARCHAR)`,
  `CREATE TABLE ZNOTEATTACHMENT (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZNOTE INTEGER,
    ZCONTENTID VARCHAR, ZFILENAME VARCHAR, ZMIMETYPE VARCHAR)`,
];
