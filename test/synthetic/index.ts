export { fileCipher, wrapKey, wrapKeyForClass } from '../../src/synthetic/backup-folder/aes.ts';
export type {
  BackupSpec,
  MetadataFile,
  RawManifestRow,
  SyntheticApp,
  SyntheticEntry,
  WrittenBackup,
} from '../../src/synthetic/backup-folder/backup-spec.ts';
export { fileIDOf, writeBackup } from '../../src/synthetic/backup-folder/backup-writer.ts';
export { type Keybag, type KeybagSpec, writeKeybag } from '../../src/synthetic/backup-folder/keybag-writer.ts';
export { type MbdbRecord, writeMbdb, writeMbdbRecord } from '../../src/synthetic/backup-folder/mbdb-writer.ts';
export { type EncryptionKeyShape, type MbFile, writeMbFile } from '../../src/synthetic/backup-folder/mbfile-writer.ts';
export {
  type CalendarSpec,
  type CalendarTruth,
  type WrittenEvent,
  writeCalendarDatabase,
} from '../../src/synthetic/calendar/calendar-database.ts';
export {
  type CallsSpec,
  type CallsTruth,
  type WrittenCall,
  writeCallsDatabase,
} from '../../src/synthetic/calls/calls-database.ts';
export {
  type ContactsSpec,
  type ContactsTruth,
  type WrittenCard,
  writeContactsDatabase,
} from '../../src/synthetic/contacts/contacts-database.ts';
export { type DemoSpec, type WrittenDemo, writeDemoBackup } from '../../src/synthetic/demo-backup.ts';
export { writeBplist } from '../../src/synthetic/encoders/bplist-writer.ts';
export { gradient, type Painter, writePng } from '../../src/synthetic/encoders/images.ts';
export { writeJpeg } from '../../src/synthetic/encoders/jpeg-writer.ts';
export { KeyedArchiveWriter } from '../../src/synthetic/encoders/keyed-archive-writer.ts';
export { PlistReal, PlistUid, type PlistValue } from '../../src/synthetic/encoders/plist-value.ts';
export {
  type SqliteWithWalSpec,
  sqliteWithWal,
  writeSqliteWithWal,
} from '../../src/synthetic/encoders/sqlite-with-wal.ts';
export {
  SharedString,
  TypedstreamEncoder,
  type TypedstreamObject,
} from '../../src/synthetic/encoders/typedstream-encoder.ts';
export {
  type AttributeRun,
  partAttributes,
  writeAttributedBody,
  writePlainBody,
} from '../../src/synthetic/encoders/typedstream-writer.ts';
export { setWalSalts } from '../../src/synthetic/encoders/wal-salts.ts';
export { writeXmlPlist } from '../../src/synthetic/encoders/xml-plist-writer.ts';
export { attachmentContents } from '../../src/synthetic/messages/message-attachments.ts';
export { DEFAULT_PEOPLE, writeMessagesDatabase } from '../../src/synthetic/messages/messages-database.ts';
export { GENERATIONS, type Generation } from '../../src/synthetic/messages/messages-schema.ts';
export type {
  AttachmentKind,
  MessagesSpec,
  MessagesTruth,
  Needle,
  PlantedMessage,
  WrittenAttachment,
  WrittenConversation,
} from '../../src/synthetic/messages/messages-truth.ts';
export {
  NOTES_DOMAIN,
  type NotesSpec,
  type NotesTruth,
  type WrittenNote,
  writeNotesDatabase,
} from '../../src/synthetic/notes/notes-database.ts';
export { OWNER, type Person, peopleOf, personAt } from '../../src/synthetic/people.ts';
export { photoEntries } from '../../src/synthetic/photos/files.ts';
export { writePhotosDatabase } from '../../src/synthetic/photos/photos-database.ts';
export type { PhotosSpec, PhotosTruth } from '../../src/synthetic/photos/truth.ts';
export { derivedBytes, derivedUuid, type Random, type Seed, seededRandom } from '../../src/synthetic/random.ts';
export type {
  WhatsappPaths,
  WhatsappSpec,
  WhatsappTruth,
  WrittenSession,
  WrittenWhatsappFile,
  WrittenWhatsappMessage,
} from '../../src/synthetic/whatsapp/truth.ts';
export { WHATSAPP_DOMAINS, writeWhatsappDatabases } from '../../src/synthetic/whatsapp/whatsapp-database.ts';
export { writeLegacyMessagesDatabase } from './messages/messages-database-legacy.ts';
export type {
  LegacyKind,
  LegacyMessagesSpec,
  LegacyMessagesTruth,
  WrittenLegacyAttachment,
  WrittenLegacyMessage,
} from './messages/messages-legacy-truth.ts';
export type { LegacyGeneration } from './messages/messages-schema-legacy.ts';
export { type LegacyNotesTruth, writeLegacyNotesDatabase } from './notes/legacy.ts';
