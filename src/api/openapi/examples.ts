import type { z } from 'zod';
import type { BackupView, IndexProgress, UnlockRequestSchema, UnlockResponseSchema } from '../../contract/backups.ts';
import type { OccurrenceView } from '../../contract/calendar.ts';
import type { CallView } from '../../contract/calls.ts';
import type { Problem } from '../../contract/common.ts';
import type { ContactSummaryView } from '../../contract/contacts.ts';
import type { ArchiveRequest, DownloadSchema, ExportOrderSchema } from '../../contract/export.ts';
import type { DomainView, FileView } from '../../contract/files.ts';
import type { ConversationView, PersonView } from '../../contract/messages.ts';
import type { NoteFolderView, NoteSummaryView } from '../../contract/notes.ts';
import type { PersonSummaryView } from '../../contract/people.ts';
import type { PhotoAlbumView, PhotoSummaryView } from '../../contract/photos.ts';
import type { PreviewView } from '../../contract/preview.ts';
import { exampleViews } from '../../views/index.ts';
import { whatsappExamples } from './whatsapp.ts';

const BACKUP_ID = 'k7xw2m9qd4hfz3tb';

const declared = exampleViews(BACKUP_ID);

const NOON = Date.UTC(2024, 5, 1, 12);

const anna: PersonView = {
  handle: '+15550100',
  handleText: '+15550100',
  name: 'Anna Lind',
  contact: '12',
  isOwner: false,
};

const backup: BackupView = {
  id: BACKUP_ID,
  name: 'Mara’s iPhone',
  givenName: null,
  distinguishedBy: [],
  path: '/Users/mara/Library/Application Support/MobileSync/Backup/00008101-000A1B2C3D4E001E',
  udid: '00008101-000A1B2C3D4E001E',
  device: {
    productType: 'iPhone13,3',
    productName: 'iPhone 12 Pro',
    productVersion: '17.5',
    buildVersion: '21F79',
    serialNumber: 'F2LXXXXXXXXX',
    phoneNumber: '+1 (201) 555-0123',
    phoneNumberText: '+1 201 555 0123',
    imei: null,
    iccid: null,
    madeBy: 'macOS 14.5',
  },
  encrypted: true,
  archived: false,
  manifest: 'manifest.db',
  state: 'complete',
  remarks: [],
  remarkCodes: [],
  backedUpAt: NOON,
  sizeBytes: 48_318_382_080,
  fileCount: 182_411,
  unlocked: false,
  keysHeld: false,
  status: 'INDEXED',
  stale: false,
  staleReason: null,
  staleReasonCode: null,
  lastRun: { outcome: 'succeeded', code: null, reason: null, reasonCode: null },
  createdAt: NOON,
  updatedAt: NOON,
  lastSeenAt: NOON,
  lastUnlockedAt: NOON,
  lastIndexedAt: NOON,
  early: [],
  vanishedAt: null,
};

const file: FileView = {
  fileID: '3d0d7e5fb2ce288813306e4d4636395e047a3d28',
  domain: 'HomeDomain',
  relativePath: 'Library/SMS/sms.db',
  kind: 'file',
  sizeHint: 42_561_536,
  mode: 0o100644,
  modifiedAt: NOON,
  createdAt: NOON,
  protectionClass: 3,
  target: null,
  missing: false,
  unsafe: false,
};

const domain: DomainView = {
  domain: 'AppDomain-org.example.notes',
  app: 'Example Notes',
  bundleId: 'org.example.notes',
  files: 120,
  directories: 14,
  symlinks: 0,
  unknown: 0,
};

const conversation: ConversationView = {
  key: '41',
  title: 'Anna Lind',
  name: null,
  kind: 'direct',
  service: 'iMessage',
  participants: [anna],
  participantCount: 1,
  messageCount: 1803,
  unreadCount: null,
  firstAt: NOON - 86_400_000,
  lastAt: NOON,
  lastText: 'See you at the station',
  lastGist: null,
  lastSystemMessage: null,
  isArchived: false,
  isPinned: false,
  isMuted: false,
  photo: null,
  summary: null,
  draft: null,
  hasBackground: null,
  isFiltered: false,
  chats: [{ rowid: 41, guid: 'iMessage;-;+15550100', service: 'iMessage' }],
};

const contact: ContactSummaryView = {
  key: '12',
  name: 'Anna Lind',
  company: null,
  isCompany: false,
  isOwner: false,
  phones: [{ label: 'Mobile', value: '+1 555 0100', text: '+1 555 0100' }],
  emails: [],
  hasPhoto: true,
};

const photo: PhotoSummaryView = {
  key: '1F0C5B1E-6A52-4D0B-9C52-0B6B4A9C8F11',
  kind: 'photo',
  subtype: 'live-photo',
  filename: 'IMG_0412.HEIC',
  createdAt: NOON,
  utcOffset: 7200,
  width: 4032,
  height: 3024,
  duration: null,
  isFavourite: true,
  isHidden: false,
  isTrashed: false,
  isEdited: false,
  isScreenshot: false,
  burst: null,
  latitude: 52.5163,
  longitude: 13.3777,
  place: 'Pariser Platz, Berlin',
  availability: 'original',
  files: {
    original: { fileID: 'b9cb1b3f8e1f4f8e9dd0f9a4a5b4a5a2d1c6f1b7', state: 'present' },
    edited: null,
    thumbnail: { fileID: '0c2f5a4d6b7e8f901a2b3c4d5e6f708192a3b4c5', state: 'present' },
    liveVideo: { fileID: '5f4e3d2c1b0a99887766554433221100ffeeddcc', state: 'present' },
  },
  shown: { fileID: 'b9cb1b3f8e1f4f8e9dd0f9a4a5b4a5a2d1c6f1b7', from: 'original' },
};

const album: PhotoAlbumView = {
  key: '7D1E0A6C-24B1-4D6B-8E0D-6F0C5A7B9E21',
  kind: 'album',
  title: 'Berlin',
  subtitle: null,
  isFavourite: false,
  participants: [],
  folder: null,
  sortOrder: 'manual',
  assetCount: 212,
  coverAsset: photo.key,
  createdAt: NOON,
  modifiedAt: NOON,
  startsAt: NOON - 86_400_000,
  endsAt: NOON,
  isTrashed: false,
  ownerName: null,
  publicUrl: null,
};

const note: NoteSummaryView = {
  key: '4C6B2E1F-9A7D-4E0B-8C1F-3D5A6B7C8D9E',
  title: 'Packing list',
  snippet: 'Passport',
  folder: 'DefaultFolder-CloudKit',
  folderName: 'Notes',
  account: 'iCloud',
  createdAt: NOON - 86_400_000,
  modifiedAt: NOON,
  isPinned: true,
  isLocked: false,
  isTrashed: false,
  isDeleted: false,
  isShared: false,
  hasChecklist: true,
  isQuickNote: false,
  attachmentCount: 0,
  bodyState: 'read',
};

const noteFolder: NoteFolderView = {
  key: 'DefaultFolder-CloudKit',
  name: 'Notes',
  account: 'iCloud',
  parent: null,
  depth: 0,
  kind: 'normal',
  isShared: false,
  isDeleted: false,
  noteCount: 48,
  query: null,
  isFollowed: true,
};

const call: CallView = {
  key: 'h31',
  at: NOON,
  seconds: 125,
  direction: 'incoming',
  outcome: 'answered',
  isMissed: false,
  service: 'facetime-video',
  app: null,
  isVideo: true,
  isGroup: false,
  person: anna,
  people: [anna],
  conversation: null,
  location: null,
  isRead: true,
  details: {},
};

const occurrence: OccurrenceView = {
  event: 'e88',
  title: 'Anna’s birthday',
  calendar: 'c3',
  calendarTitle: 'Birthdays',
  colour: '#8295AF',
  location: null,
  startAt: Date.UTC(2024, 5, 1),
  endAt: Date.UTC(2024, 5, 2),
  startDate: '2024-06-01',
  endDate: '2024-06-01',
  timeZone: null,
  isAllDay: true,
  isFloating: true,
  isRecurring: true,
  isBirthday: true,
  status: 'confirmed',
  response: null,
};

const person: PersonSummaryView = {
  key: '+15550100',
  name: 'Anna Lind',
  isOwner: false,
  contacts: [{ backup: BACKUP_ID, key: '12', name: 'Anna Lind', hasPhoto: true }],
  handles: [{ handle: '+15550100', text: '+15550100', kind: 'phone', why: 'contact' }],
  counts: [
    { kind: 'message', records: 1803, chats: 1, groups: 2 },
    { kind: 'call', records: 31 },
  ],
  lastAt: NOON,
};

const problem: Problem = {
  type: 'urn:apple-juicer:error:backup-locked',
  title: 'The backup is encrypted and locked.',
  status: 423,
  code: 'BACKUP_LOCKED',
  detail: 'The backup is encrypted and locked.',
  detailCode: { code: 'errors.BACKUP_LOCKED.title', params: {} },
  next: 'Unlock it first.',
  nextCode: { code: 'errors.BACKUP_LOCKED.next', params: {} },
};

const progress: IndexProgress = {
  run: 'r7m2kq9xw4hd3fzb',
  state: 'running',
  fraction: 0.4,
  records: 48_210,
  recordsPerSecond: 51_300,
  secondsLeft: 6,
  artifacts: declared.sources.slice(0, 1).map(({ artifact, title }) => ({
    artifact,
    title,
    state: 'running',
    fraction: 0.4,
    records: 48_210,
    outcome: null,
  })),
  previews: [],
  code: null,
  reason: null,
  reasonCode: null,
  startedAt: NOON,
  finishedAt: null,
};

const unlockRequest: z.infer<typeof UnlockRequestSchema> = { password: 'the backup’s own password' };
const unlockResponse: z.infer<typeof UnlockResponseSchema> = {
  session: 'r2V8mJ4wq0oY1cPz7kD3uT5xN9bHs6fLgEaQiWyXvC8',
  expiresAt: NOON + 30 * 60_000,
};

const preview: PreviewView = {
  kind: 'text',
  fileID: '9a5d1f0c4b7e2d3a6f8091b2c3d4e5f60718293a',
  name: 'journal.txt',
  size: 41,
  contentType: 'text/plain; charset=utf-8',
  integrity: 'ok',
  modifiedAt: NOON,
  problem: null,
  encoding: 'utf-8',
  text: 'The train was late, and nobody minded it.',
  offset: 0,
  next: null,
};

const archiveRequest: ArchiveRequest = { domain: 'CameraRollDomain', path: 'Media/DCIM/**' };

const exportPlan: z.input<typeof ExportOrderSchema> = {
  what: 'conversations',
  format: 'html',
  keys: ['41'],
  timeZone: 'Europe/Berlin',
  files: true,
};

const download: z.infer<typeof DownloadSchema> = {
  url: `/backups/${BACKUP_ID}/downloads/r2V8mJ4wq0oY1cPz7kD3uQ`,
  expiresAt: NOON + 5 * 60_000,
};

/** Examples of schemas that are not records of a declaration, by component name. */
const others = {
  ArchiveRequest: archiveRequest,
  Backup: backup,
  Call: call,
  ContactSummary: contact,
  Conversation: conversation,
  Domain: domain,
  Download: download,
  ExportOrder: exportPlan,
  File: file,
  IndexProgress: progress,
  NoteFolder: noteFolder,
  NoteSummary: note,
  Occurrence: occurrence,
  Person: anna,
  PersonSummary: person,
  PhotoAlbum: album,
  PhotoSummary: photo,
  Preview: preview,
  Problem: problem,
  UnlockRequest: unlockRequest,
  UnlockResponse: unlockResponse,
  ...whatsappExamples(anna, NOON),
} as const;

/** Examples of the main schemas, by component name. Those of records come from the declarations. */
export const EXAMPLES: Readonly<Partial<Record<string, readonly unknown[]>>> = {
  ...Object.fromEntries(Object.entries(others).map(([name, example]) => [name, [example]])),
  Chat: declared.chats,
  ChatApp: declared.chatApps,
  FoundMessage: declared.found.slice(0, 1),
  Message: declared.messages,
  Place: declared.places.slice(0, 1),
  Record: declared.records,
  RecordSource: declared.sources.filter(({ rows: [row] }) => row !== undefined && row.tables.length > 0).slice(0, 1),
  SearchHit: declared.hits.slice(0, 1),
  TableRow: declared.rows.slice(0, 1),
};
