/**
 * Tables of AddressBook.sqlitedb of iOS 16 (from the BelkaCTF 6 image), without the full-text table, whose tokenizer
 * exists on iOS only, and without tables for synchronisation.
 */
export const CONTACTS_TABLES: readonly string[] = [
  'CREATE TABLE _SqliteDatabaseProperties (key TEXT, value TEXT, UNIQUE(key))',
  `CREATE TABLE ABAccount (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, AccountIdentifier TEXT, Flags INTEGER,
    DefaultSourceID INTEGER, guid TEXT NOT NULL DEFAULT (ab_generate_guid()), UNIQUE(guid))`,
  `CREATE TABLE ABStore (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT, ExternalIdentifier TEXT, Type INTEGER,
    ConstraintsPath TEXT, ExternalModificationTag TEXT, ExternalSyncTag TEXT, StoreInternalIdentifier TEXT,
    AccountID INTEGER DEFAULT -1, Enabled INTEGER DEFAULT 1, SyncData BLOB, MeIdentifier INTEGER DEFAULT -1,
    Capabilities INTEGER DEFAULT 0, guid TEXT NOT NULL DEFAULT (ab_generate_guid()), LastSyncDate TEXT,
    UNIQUE(StoreInternalIdentifier), UNIQUE(guid))`,
  `CREATE TABLE ABPerson (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, First TEXT, Last TEXT, Middle TEXT,
    FirstPhonetic TEXT, MiddlePhonetic TEXT, LastPhonetic TEXT, Organization TEXT, Department TEXT, Note TEXT,
    Kind INTEGER, Birthday TEXT, JobTitle TEXT, Nickname TEXT, Prefix TEXT, Suffix TEXT, FirstSort TEXT, LastSort TEXT,
    CreationDate INTEGER, ModificationDate INTEGER, CompositeNameFallback TEXT, ExternalIdentifier TEXT,
    ExternalModificationTag TEXT, ExternalUUID TEXT, StoreID INTEGER, DisplayName TEXT, ExternalRepresentation BLOB,
    FirstSortSection TEXT, LastSortSection TEXT, FirstSortLanguageIndex INTEGER DEFAULT 2147483647,
    LastSortLanguageIndex INTEGER DEFAULT 2147483647, PersonLink INTEGER DEFAULT -1, ImageURI TEXT,
    IsPreferredName INTEGER DEFAULT 1, guid TEXT NOT NULL DEFAULT (ab_generate_guid()), PhonemeData TEXT,
    AlternateBirthday TEXT, MapsData TEXT, FirstPronunciation TEXT, MiddlePronunciation TEXT, LastPronunciation TEXT,
    OrganizationPhonetic TEXT, OrganizationPronunciation TEXT, PreviousFamilyName TEXT, PreferredLikenessSource TEXT,
    PreferredPersonaIdentifier TEXT, PreferredChannel TEXT, DowntimeWhitelist TEXT, ImageType TEXT, ImageHash BLOB,
    MemojiMetadata BLOB, UNIQUE(guid))`,
  `CREATE TABLE ABPersonLink (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, PreferredImagePersonID INTEGER DEFAULT -1,
    PreferredNamePersonID INTEGER DEFAULT -1, guid TEXT NOT NULL DEFAULT (ab_generate_guid()), UNIQUE(guid))`,
  `CREATE TABLE ABGroup (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT, ExternalIdentifier TEXT, StoreID INTEGER,
    ExternalModificationTag TEXT, ExternalRepresentation BLOB, ExternalUUID TEXT,
    guid TEXT NOT NULL DEFAULT (ab_generate_guid()), UNIQUE(guid))`,
  `CREATE TABLE ABGroupMembers (UID INTEGER PRIMARY KEY, group_id INTEGER, member_type INTEGER, member_id INTEGER,
    UNIQUE(group_id, member_type, member_id))`,
  `CREATE TABLE ABMultiValue (UID INTEGER PRIMARY KEY, record_id INTEGER, property INTEGER, identifier INTEGER,
    label INTEGER, value TEXT, guid TEXT NOT NULL DEFAULT (ab_generate_guid()), UNIQUE(guid))`,
  'CREATE TABLE ABMultiValueLabel (value TEXT, UNIQUE(value))',
  'CREATE TABLE ABMultiValueEntry (parent_id INTEGER, key INTEGER, value TEXT, UNIQUE(parent_id, key))',
  'CREATE TABLE ABMultiValueEntryKey (value TEXT, UNIQUE(value))',
  'CREATE TABLE ABPhoneLastFour (multivalue_id INTEGER PRIMARY KEY, value TEXT)',
];

/** Indexes, and triggers whose functions exist on iOS only; created after the rows. */
export const CONTACTS_INDEXES_AND_TRIGGERS: readonly string[] = [
  'CREATE INDEX ABPersonPersonLinkIndex ON ABPerson(PersonLink)',
  'CREATE INDEX ABMultiValueRecordIDIndex ON ABMultiValue(record_id)',
  'CREATE INDEX ABMultiValueLabelIndex ON ABMultiValue(label)',
  'CREATE INDEX ABMultiValuePropertyValueIndex ON ABMultiValue(property, value COLLATE NOCASE)',
  'CREATE INDEX ABMultiValueEntryKeyIndex ON ABMultiValueEntry(key)',
  'CREATE INDEX ABMultiValueEntryParentIndex ON ABMultiValueEntry(parent_id)',
  'CREATE INDEX ABPhoneLastFourIndex ON ABPhoneLastFour(value)',
  `CREATE TRIGGER UpdatePersonUponLinkInsertion AFTER INSERT ON ABPersonLink BEGIN
    UPDATE ABPerson SET IsPreferredName = ab_update_value_from_trigger(ROWID = NEW.PreferredNamePersonID, 'IsPreferredName', ROWID)
    WHERE PersonLink = NEW.ROWID; END`,
  'CREATE TRIGGER delete_phone_last_four AFTER DELETE ON ABMultiValue BEGIN DELETE FROM ABPhoneLastFour WHERE multivalue_id = OLD.UID; END',
];

/** Schema of AddressBookImages.sqlitedb. */
export const CONTACT_IMAGES_SCHEMA = `
  CREATE TABLE _SqliteDatabaseProperties (key TEXT, value TEXT, UNIQUE(key));
  CREATE TABLE ABThumbnailImage (ROWID INTEGER PRIMARY KEY, record_id INTEGER, format INTEGER, derived_from_format INTEGER, data BLOB);
  CREATE TABLE ABFullSizeImage (ROWID INTEGER PRIMARY KEY, record_id INTEGER, crop_x INTEGER, crop_y INTEGER, crop_width INTEGER, data BLOB);
  CREATE UNIQUE INDEX ABImageRecordIDFormatIndex ON ABThumbnailImage(record_id, format);
  CREATE UNIQUE INDEX ABFullSizeImageRecordIDIndex ON ABFullSizeImage(record_id);
`;

/** `ABMultiValue.property`: docs/format/contacts.md */
export const PROPERTY = {
  phone: 3,
  email: 4,
  address: 5,
  date: 12,
  instantMessage: 13,
  url: 22,
  relatedName: 23,
  socialProfile: 46,
} as const;
