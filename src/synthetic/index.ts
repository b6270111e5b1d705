export { fileCipher, wrapKey, wrapKeyForClass } from './backup-folder/aes.ts';
export type {
  BackupSpec,
  MetadataFile,
  RawManifestRow,
  SyntheticApp,
  SyntheticEntry,
  WrittenBackup,
} from './backup-folder/backup-spec.ts';
export { fileIDOf, writeBackup } from './backup-folder/backup-writer.ts';
export { type Keybag, type KeybagSpec, writeKeybag } from './backup-folder/keybag-writer.ts';
export { type MbdbRecord, writeMbdb, writeMbdbRecord } from './backup-folder/mbdb-writer.ts';
export { type EncryptionKeyShape, type MbFile, writeMbFile } from './backup-folder/mbfile-writer.ts';
export {
  type CalendarSpec,
  type CalendarTruth,
  type WrittenEvent,
  writeCalendarDatabase,
} from './calendar/calendar-database.ts';
export { type CallsSpec, type CallsTruth, type WrittenCall, writeCallsDatabase } from './calls/calls-database.ts';
export {
  type ContactsSpec,
  type ContactsTruth,
  type WrittenCard,
  writeContactsDatabase,
} from './contacts/contacts-database.ts';
export { type DemoSpec, type WrittenDemo, writeDemoBackup } from './demo-backup.ts';
export { writeBplist } from './encoders/bplist-writer.ts';
export { gradient, type Painter, writePng } from './encoders/images.ts';
export { writeJpeg } from './encoders/jpeg-writer.ts';
export { KeyedArchiveWriter } from './encoders/keyed-archive-writer.ts';
export { PlistReal, PlistUid, type PlistValue } from './encoders/plist-value.ts';
export { type SqliteWithWalSpec, sqliteWithWal, writeSqliteWithWal } from './encoders/sqlite-with-wal.ts';
export { SharedString, TypedstreamEncoder, type TypedstreamObject } from './encoders/typedstream-encoder.ts';
export {
  type AttributeRun,
  partAttributes,
  writeAttributedBody,
  writePlainBody,
} from './encoders/typedstream-writer.ts';
export { setWalSalts } from './encoders/wal-salts.ts';
export { writeXmlPlist } from './encoders/xml-plist-writer.ts';
export { attachmentContents } from './messages/message-attachments.ts';
export { DEFAULT_PEOPLE, writeMessagesDatabase } from './messages/messages-database.ts';
export { writeLegacyMessagesDatabase } from './messages/messages-database-legacy.ts';
export type {
  LegacyKind,
  LegacyMessagesSpec,
  LegacyMessagesTruth,
  WrittenLegacyAttachment,
  WrittenLegacyMessage,
} from './messages/messages-legacy-truth.ts';
export { GENERATIONS, type Generation } from './messages/messages-schema.ts';
export type { LegacyGeneration } from './messages/messages-schema-legacy.ts';
export type {
  AttachmentKind,
  MessagesSpec,
  MessagesTruth,
  Needle,
  PlantedMessage,
  WrittenAttachment,
  WrittenConversation,
} from './messages/messages-truth.ts';
export { type LegacyNotesTruth, writeLegacyNotesDatabase } from './notes/legacy.ts';
export {
  NOTES_DOMAIN,
  type NotesSpec,
  type NotesTruth,
  type WrittenNote,
  writeNotesDatabase,
} from './notes/notes-database.ts';
export { OWNER, type Person, peopleOf, personAt } from './people.ts';
export { photoEntries } from './photos/files.ts';
export { writePhotosDatabase } from './photos/photos-database.ts';
export type { PhotosSpec, PhotosTruth } from './photos/truth.ts';
export { derivedBytes, derivedUuid, type Random, type Seed, seededRandom } from './random.ts';
export type {
  WhatsappPaths,
  WhatsappSpec,
  WhatsappTruth,
  WrittenSession,
  WrittenWhatsappFile,
  WrittenWhatsappMessage,
} from './whatsapp/truth.ts';
export { WHATSAPP_DOMAINS, writeWhatsappDatabases } from './whatsapp/whatsapp-database.ts';
