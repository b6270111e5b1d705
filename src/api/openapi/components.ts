import { z } from 'zod';
import {
  AppSchema,
  BackupDetailSchema,
  BackupListSchema,
  BackupSchema,
  IndexProgressSchema,
  LedgerEntrySchema,
  UnlockRequestSchema,
  UnlockResponseSchema,
} from '../../contract/backups.ts';
import { CalendarSchema, EventSchema, OccurrenceSchema } from '../../contract/calendar.ts';
import { CallSchema } from '../../contract/calls.ts';
import { ChatSchema, FoundMessageSchema } from '../../contract/chat.ts';
import { ChatAppSchema } from '../../contract/chats.ts';
import { ProblemSchema } from '../../contract/common.ts';
import { ContactSchema, ContactSummarySchema } from '../../contract/contacts.ts';
import { DaySchema } from '../../contract/days.ts';
import { ArchiveRequestSchema, DownloadSchema, ExportOrderSchema } from '../../contract/export.ts';
import { DomainSchema, FileSchema, FolderItemSchema } from '../../contract/files.ts';
import { JobDetailSchema, JobListSchema, JobPieceSchema, JobSchema } from '../../contract/jobs.ts';
import { KindColumnSchema, KindCountSchema, KindSchema, RecordSchema } from '../../contract/kinds.ts';
import { AttachmentSchema, ConversationSchema, MessageSchema, PersonSchema } from '../../contract/messages.ts';
import { NoteFolderSchema, NoteSchema, NoteSummarySchema } from '../../contract/notes.ts';
import { DomainSizeSchema, OverviewSchema } from '../../contract/overview.ts';
import { PersonDetailSchema, PersonSummarySchema } from '../../contract/people.ts';
import { PhotoAlbumSchema, PhotoPersonSchema, PhotoSchema, PhotoSummarySchema } from '../../contract/photos.ts';
import { PlaceSchema } from '../../contract/places.ts';
import { PlistNodeSchema, PreviewSchema } from '../../contract/preview.ts';
import { SearchFacetsSchema, SearchHitSchema, SearchResultSchema } from '../../contract/search.ts';
import { RecordSourceSchema, TableRowSchema, TableSchema } from '../../contract/tables.ts';
import { CoverageSchema, UnreadStoreSchema } from '../../contract/unread.ts';
import { WhatsappChatDetailSchema, WhatsappChatSchema } from '../../contract/whatsapp.ts';
import { EXAMPLES } from './examples.ts';

/** Schemas under `components.schemas` of the document. */
export const COMPONENTS = {
  App: AppSchema,
  ArchiveRequest: ArchiveRequestSchema,
  Attachment: AttachmentSchema,
  Backup: BackupSchema,
  BackupDetail: BackupDetailSchema,
  BackupList: BackupListSchema,
  Calendar: CalendarSchema,
  CalendarEvent: EventSchema,
  Call: CallSchema,
  Contact: ContactSchema,
  ContactSummary: ContactSummarySchema,
  Chat: ChatSchema,
  ChatApp: ChatAppSchema,
  Conversation: ConversationSchema,
  Day: DaySchema,
  Domain: DomainSchema,
  Coverage: CoverageSchema,
  DomainSize: DomainSizeSchema,
  Download: DownloadSchema,
  ExportOrder: ExportOrderSchema,
  File: FileSchema,
  FolderItem: FolderItemSchema,
  FoundMessage: FoundMessageSchema,
  IndexProgress: IndexProgressSchema,
  Job: JobSchema,
  JobDetail: JobDetailSchema,
  JobList: JobListSchema,
  JobPiece: JobPieceSchema,
  Kind: KindSchema,
  KindColumn: KindColumnSchema,
  KindCount: KindCountSchema,
  LedgerEntry: LedgerEntrySchema,
  Message: MessageSchema,
  Note: NoteSchema,
  NoteFolder: NoteFolderSchema,
  NoteSummary: NoteSummarySchema,
  Occurrence: OccurrenceSchema,
  Overview: OverviewSchema,
  Person: PersonSchema,
  PersonDetail: PersonDetailSchema,
  PersonSummary: PersonSummarySchema,
  Photo: PhotoSchema,
  PhotoAlbum: PhotoAlbumSchema,
  PhotoPerson: PhotoPersonSchema,
  PhotoSummary: PhotoSummarySchema,
  PlistNode: PlistNodeSchema,
  Preview: PreviewSchema,
  Problem: ProblemSchema,
  Record: RecordSchema,
  RecordSource: RecordSourceSchema,
  SearchFacets: SearchFacetsSchema,
  Place: PlaceSchema,
  SearchHit: SearchHitSchema,
  SearchResult: SearchResultSchema,
  Table: TableSchema,
  TableRow: TableRowSchema,
  UnlockRequest: UnlockRequestSchema,
  UnreadStore: UnreadStoreSchema,
  UnlockResponse: UnlockResponseSchema,
  WhatsappChat: WhatsappChatSchema,
  WhatsappChatDetail: WhatsappChatDetailSchema,
} as const;

/** Registers the names and examples of the schemas for the OpenAPI document. Idempotent. */
export function nameComponents(): void {
  for (const [id, schema] of Object.entries(COMPONENTS)) {
    const examples = EXAMPLES[id];
    z.globalRegistry.add(schema, {
      ...z.globalRegistry.get(schema),
      id,
      ...(examples === undefined ? {} : { examples: [...examples] }),
    });
  }
}
