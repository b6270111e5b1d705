export { fileCipher, wrapKey, wrapKeyForClass } from './aes.ts';
export type {
  BackupSpec,
  MetadataFile,
  RawManifestRow,
  SyntheticApp,
  SyntheticEntry,
  WrittenBackup,
} from './backup-spec.ts';
export { fileIDOf, writeBackup } from './backup-writer.ts';
export { writeBplist } from './bplist-writer.ts';
export {
  type CalendarSpec,
  type CalendarTruth,
  type WrittenEvent,
  writeCalendarDatabase,
} from './calendar-database.ts';
export { type CallsSpec, type CallsTruth, type WrittenCall, writeCallsDatabase } from './calls-database.ts';
export { type ContactsSpec, type ContactsTruth, type WrittenCard, writeContactsDatabase } from './contacts-database.ts';
export { type DemoSpec, type WrittenDemo, writeDemoBackup } from './demo-backup.ts';
export { gradient, type Painter, writePng } from './images.ts';
export { writeJpeg } from './jpeg-writer.ts';
export { type Keybag, type KeybagSpec, writeKeybag } from './keybag-writer.ts';
export { KeyedArchiveWriter } from './keyed-archive-writer.ts';
export { type MbdbRecord, writeMbdb, writeMbdbRecord } from './mbdb-writer.ts';
export { type EncryptionKeyShape, type MbFile, writeMbFile } from './mbfile-writer.ts';
export { attachmentContents } from './message-attachments.ts';
export { DEFAULT_PEOPLE, writeMessagesDatabase } from './messages-database.ts';
export { writeLegacyMessagesDatabase } from './messages-database-legacy.ts';
export type {
  LegacyKind,
  LegacyMessagesSpec,
  LegacyMessagesTruth,
  WrittenLegacyAttachment,
  WrittenLegacyMessage,
} from './messages-legacy-truth.ts';
export { GENERATIONS, type Generation } from './messages-schema.ts';
export type { LegacyGeneration } from './messages-schema-legacy.ts';
export type {
  AttachmentKind,
  MessagesSpec,
  MessagesTruth,
  Needle,
  PlantedMessage,
  WrittenAttachment,
  WrittenConversation,
} from './messages-truth.ts';
export {
  NOTES_DOMAIN,
  type NotesSpec,
  type NotesTruth,
  type WrittenNote,
  writeNotesDatabase,
} from './notes-database.ts';
export { type LegacyNotesTruth, writeLegacyNotesDatabase } from './notes-database-legacy.ts';
export { OWNER, type Person, peopleOf, personAt } from './people.ts';
export { writePhotosDatabase } from './photos-database.ts';
export { photoEntries } from './photos-database-files.ts';
export type { PhotosSpec, PhotosTruth } from './photos-database-truth.ts';
export { PlistReal, PlistUid, type PlistValue } from './plist-value.ts';
export { derivedBytes, derivedUuid, type Random, type Seed, seededRandom } from './random.ts';
export { type SqliteWithWalSpec, sqliteWithWal, writeSqliteWithWal } from './sqlite-with-wal.ts';
export { SharedString, TypedstreamEncoder, type TypedstreamObject } from './typedstream-encoder.ts';
export { type AttributeRun, partAttributes, writeAttributedBody, writePlainBody } from './typedstream-writer.ts';
export { setWalSalts } from './wal-salts.ts';
export { WHATSAPP_DOMAINS, writeWhatsappDatabases } from './whatsapp-database.ts';
export type {
  WhatsappPaths,
  WhatsappSpec,
  WhatsappTruth,
  WrittenSession,
  WrittenWhatsappFile,
  WrittenWhatsappMessage,
} from './whatsapp-database-truth.ts';
export { writeXmlPlist } from './xml-plist-writer.ts';
