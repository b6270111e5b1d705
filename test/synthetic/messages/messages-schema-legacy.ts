/** iOS releases before 6 whose sms.db can be written: 3 has SMS and MMS (iOS 4 did not change it), 5 adds iMessage. */
export type LegacyGeneration = 3 | 5;

const MESSAGE = `ROWID INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT, date INTEGER, text TEXT, flags INTEGER,
  replace INTEGER, svc_center TEXT, group_id INTEGER, association_id INTEGER, height INTEGER, UIFlags INTEGER,
  version INTEGER, subject TEXT, country TEXT, headers BLOB, recipients BLOB, read INTEGER`;

/** Columns added by iOS 5. */
const MADRID = `madrid_attributedBody BLOB, madrid_handle TEXT, madrid_version INTEGER, madrid_guid TEXT,
  madrid_type INTEGER, madrid_roomname TEXT, madrid_service TEXT, madrid_account TEXT, madrid_flags INTEGER,
  madrid_attachmentInfo BLOB, madrid_url TEXT, madrid_error INTEGER, is_madrid INTEGER, madrid_date_read INTEGER,
  madrid_date_delivered INTEGER, madrid_account_guid TEXT`;

const SHARED = [
  'CREATE TABLE _SqliteDatabaseProperties (key TEXT, value TEXT, UNIQUE(key))',
  `CREATE TABLE msg_group (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, type INTEGER, newest_message INTEGER,
    unread_count INTEGER, hash INTEGER)`,
  `CREATE TABLE group_member (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, group_id INTEGER, address TEXT, country TEXT)`,
  `CREATE TABLE msg_pieces (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, message_id INTEGER, data BLOB, part_id INTEGER,
    preview_part INTEGER, content_type TEXT, height INTEGER, version INTEGER, flags INTEGER, content_id TEXT,
    content_loc TEXT, headers BLOB)`,
];

const OF_MADRID = [
  `CREATE TABLE madrid_attachment (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, attachment_guid TEXT, created_date INTEGER,
    start_date INTEGER, filename TEXT, uti_type TEXT, mime_type TEXT, transfer_state INTEGER, is_incoming INTEGER,
    message_id INTEGER)`,
  `CREATE TABLE madrid_chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, style INTEGER, state INTEGER, account_id TEXT,
    properties BLOB, chat_identifier TEXT, service_name TEXT, guid TEXT, room_name TEXT, account_login TEXT,
    participants BLOB)`,
];

/** Indexes and a trigger whose function exists on iOS only; readers must not need them. */
const AROUND = [
  'CREATE INDEX message_group_index ON message(group_id, ROWID)',
  'CREATE INDEX message_flags_index ON message(flags)',
  'CREATE INDEX pieces_message_index ON msg_pieces(message_id)',
  `CREATE TRIGGER mark_message_read AFTER UPDATE ON message WHEN NOT read(old.flags) AND read(new.flags) BEGIN
    UPDATE msg_group SET unread_count = unread_count - 1 WHERE ROWID = new.group_id; END`,
];

/** CREATE statements of a release (public dumps of iOS 3.1 and 5.0 databases). */
export function legacyTables(generation: LegacyGeneration): readonly string[] {
  return generation === 3
    ? [...SHARED, `CREATE TABLE message (${MESSAGE})`]
    : [...SHARED, ...OF_MADRID, `CREATE TABLE message (${MESSAGE}, ${MADRID})`];
}

/** Statements to run after writing the rows. */
export function legacyIndexes(): readonly string[] {
  return AROUND;
}
