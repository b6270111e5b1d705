import type { z } from 'zod';
import type { BackupView, IndexProgress, UnlockRequestSchema, UnlockResponseSchema } from '../../contract/backups.ts';
import type { Problem } from '../../contract/common.ts';
import type { ContactSummaryView } from '../../contract/contacts.ts';
import type { DomainView, FileView } from '../../contract/files.ts';
import type { ConversationView, PersonView } from '../../contract/messages.ts';
import type { SearchHitView } from '../../contract/search.ts';

const BACKUP_ID = 'k7xw2m9qd4hfz3tb';
const NOON = Date.UTC(2024, 5, 1, 12);

const anna: PersonView = { handle: '+15550100', name: 'Anna Lind', contact: '12', isOwner: false };

const backup: BackupView = {
  id: BACKUP_ID,
  name: 'Mara’s iPhone',
  path: '/Users/mara/Library/Application Support/MobileSync/Backup/00008101-000A1B2C3D4E001E',
  udid: '00008101-000A1B2C3D4E001E',
  device: {
    productType: 'iPhone13,3',
    productName: 'iPhone 12 Pro',
    productVersion: '17.5',
    buildVersion: '21F79',
    serialNumber: 'F2LXXXXXXXXX',
    phoneNumber: '+1 555 0123',
    imei: null,
    iccid: null,
    madeBy: 'macOS 14.5',
  },
  encrypted: true,
  archived: false,
  manifest: 'manifest.db',
  state: 'complete',
  remarks: [],
  backedUpAt: NOON,
  sizeBytes: 48_318_382_080,
  fileCount: 182_411,
  unlocked: false,
  status: 'INDEXED',
  stale: false,
  staleReason: null,
  lastRun: { outcome: 'succeeded', code: null, reason: null },
  createdAt: NOON,
  updatedAt: NOON,
  lastSeenAt: NOON,
  lastUnlockedAt: NOON,
  lastIndexedAt: NOON,
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
  kind: 'direct',
  service: 'iMessage',
  participants: [anna],
  messageCount: 1803,
  firstAt: NOON - 86_400_000,
  lastAt: NOON,
  lastText: 'See you at the station',
  chats: [{ rowid: 41, guid: 'iMessage;-;+15550100', service: 'iMessage' }],
};

const contact: ContactSummaryView = {
  key: '12',
  name: 'Anna Lind',
  company: null,
  isCompany: false,
  isOwner: false,
  phones: [{ label: 'Mobile', value: '+1 555 0100' }],
  emails: [],
  hasPhoto: true,
};

const hit: SearchHitView = {
  backup: BACKUP_ID,
  artifact: 'messages',
  type: 'message',
  ref: '90125',
  at: NOON,
  title: 'Anna Lind',
  from: anna,
  conversation: '41',
  snippet: 'See you at the station',
  highlights: [[15, 22]],
};

const problem: Problem = {
  type: 'urn:apple-juicer:error:backup-locked',
  title: 'The backup is encrypted and locked.',
  status: 423,
  code: 'BACKUP_LOCKED',
  detail: 'This backup is encrypted, and the request carries no session of it.',
  next: 'Unlock it first.',
};

const progress: IndexProgress = {
  run: 'r7m2kq9xw4hd3fzb',
  state: 'running',
  fraction: 0.4,
  records: 48_210,
  recordsPerSecond: 51_300,
  artifacts: [
    { artifact: 'messages', title: 'Messages', state: 'running', fraction: 0.4, records: 48_210, outcome: null },
  ],
  code: null,
  reason: null,
  startedAt: NOON,
  finishedAt: null,
};

const unlockRequest: z.infer<typeof UnlockRequestSchema> = { password: 'the backup’s own password' };
const unlockResponse: z.infer<typeof UnlockResponseSchema> = {
  session: 'r2V8mJ4wq0oY1cPz7kD3uT5xN9bHs6fLgEaQiWyXvC8',
  expiresAt: NOON + 30 * 60_000,
};

/** One example for each schema that a reader of the document meets first, by its name there. */
export const EXAMPLES = {
  Backup: backup,
  ContactSummary: contact,
  Conversation: conversation,
  Domain: domain,
  File: file,
  IndexProgress: progress,
  Person: anna,
  Problem: problem,
  SearchHit: hit,
  UnlockRequest: unlockRequest,
  UnlockResponse: unlockResponse,
} as const;
