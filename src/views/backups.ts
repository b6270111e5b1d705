import type { AppView, BackupDetailView, BackupListView, BackupView, LedgerEntryView } from '../contract/backups.ts';
import { english } from '../locales/english.ts';
import { msg, type StoredMessage } from '../locales/messages.ts';
import { handleText } from '../model/handle.ts';
import type { BackupId } from '../model/ids.ts';
import { backupName, distinctions } from './backup-name.ts';
import { listDamageView } from './files.ts';
import { namedNotes, noteViews, reasonFields } from './reasons.ts';
import { sourceFileView } from './records/source-file-view.ts';
import type { ViewContext } from './types.ts';

/** An app as the backup's property lists name it. */
export interface AppSource {
  readonly bundleId: string;
  readonly name: string | null;
  readonly version: string | null;
  readonly icon: Uint8Array | null;
}

/** A searched folder, and the problem if it could not be read. */
interface SearchedFolder {
  readonly path: string;
  readonly found: number;
  readonly problem: StoredMessage | null;
}

type BackupRecord = Awaited<ReturnType<ViewContext['store']['backups']['get']>>;

/** What the view of one backup needs of all. */
interface AllBackups {
  readonly distinctionsOf: ReturnType<typeof distinctions>;
  readonly early: Awaited<ReturnType<ViewContext['store']['runs']['shownEarly']>>;
}

/** Reasons of ledger entries by which the list of files was damaged when it was indexed. */
const LIST_DAMAGED: ReadonlySet<string | undefined> = new Set(
  [msg('ledger.list-damaged'), msg('ledger.list-damaged-absent')].map(({ code }) => code),
);

/** True if the caller has a session for the backup. */
export type SessionCheck = (backup: BackupId) => boolean;

/** All backups, newest first. Callers within this process need no session if it holds the keys. */
export async function listBackups(
  ctx: ViewContext,
  hasSession: SessionCheck = (backup) => ctx.isUnlocked(backup),
): Promise<BackupView[]> {
  // One after the other: a second reader thread takes longer to start than both to read.
  const records = await ctx.store.backups.list();
  const early = await ctx.store.runs.shownEarly();
  const distinctionsOf = distinctions(records);
  return records.map((record) => backupView(record, { distinctionsOf, early }, ctx, hasSession));
}

/** One backup with its apps, read from its property lists, and its ledger. @throws BACKUP_NOT_FOUND */
export async function getBackup(
  ctx: ViewContext,
  id: BackupId,
  apps: readonly AppSource[],
  hasSession: SessionCheck = (backup) => ctx.isUnlocked(backup),
): Promise<BackupDetailView> {
  const [record, ledger, records, early] = await Promise.all([
    ctx.store.backups.get(id),
    getLedger(ctx, id),
    ctx.store.backups.list(),
    ctx.store.runs.shownEarly(),
  ]);
  return {
    ...backupView(record, { distinctionsOf: distinctions(records), early }, ctx, hasSession),
    ...listDamageView(ledger.some(({ reasonCode }) => LIST_DAMAGED.has(reasonCode?.code))),
    apps: apps.map(appView),
    ledger,
  };
}

/** The outcome of the last extraction of each artifact, and its source files. @throws BACKUP_NOT_FOUND */
export async function getLedger(ctx: ViewContext, id: BackupId): Promise<LedgerEntryView[]> {
  const { store } = ctx;
  const [lines, sources] = await Promise.all([store.ledger.latest(id), store.sources.list(id)]);
  const sourcesOf = Map.groupBy(sources, ({ artifact }) => artifact);
  return lines.map((line) => ({
    artifact: line.artifact,
    title: ctx.titleOf(line.artifact),
    version: line.version,
    outcome: line.outcome,
    ...reasonFields(line),
    found: line.found,
    parsed: line.parsed,
    skipped: line.skipped,
    notes: namedNotes(line.notes),
    noteCodes: noteViews(line.notes),
    milliseconds: line.milliseconds,
    indexedAt: line.createdAt,
    preview: line.preview,
    sources: (sourcesOf.get(line.artifact) ?? []).map(sourceFileView),
  }));
}

/** View of a searched folder. */
export function searchedView({ path, found, problem }: SearchedFolder): BackupListView['searched'][number] {
  return { path, found, problem: english(problem), problemCode: problem };
}

function appView({ bundleId, name, version, icon }: AppSource): AppView {
  return { bundleId, name, version, hasIcon: icon !== null };
}

function backupView(record: BackupRecord, all: AllBackups, ctx: ViewContext, hasSession: SessionCheck): BackupView {
  const { udid, ...device } = record.device;
  return {
    id: record.publicId,
    name: backupName(record),
    givenName: record.givenName,
    distinguishedBy: all.distinctionsOf(record),
    path: record.path,
    udid,
    device: {
      productType: device.productType,
      productName: device.productName,
      productVersion: device.productVersion,
      buildVersion: device.buildVersion,
      serialNumber: device.serialNumber,
      phoneNumber: device.phoneNumber,
      phoneNumberText: device.phoneNumber === null ? null : handleText(device.phoneNumber),
      imei: device.imei,
      iccid: device.iccid,
      madeBy: device.madeBy,
    },
    encrypted: record.encrypted,
    archived: record.archived,
    manifest: record.manifest,
    state: record.state,
    remarks: record.remarks.map((remark) => english(remark)),
    remarkCodes: [...record.remarks],
    backedUpAt: record.backedUpAt,
    sizeBytes: record.sizeBytes,
    fileCount: record.fileCount,
    unlocked: !record.encrypted || hasSession(record.publicId),
    keysHeld: record.encrypted && ctx.isUnlocked(record.publicId),
    status: record.status,
    stale: record.stale,
    staleReason: english(record.staleReason),
    staleReasonCode: record.staleReason,
    lastRun: lastRunView(record),
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    lastSeenAt: record.lastSeenAt,
    lastUnlockedAt: record.lastUnlockedAt,
    lastIndexedAt: record.lastIndexedAt,
    early: [...(all.early.get(record.publicId) ?? [])],
    vanishedAt: record.vanishedAt,
  };
}

function lastRunView(record: BackupRecord): BackupView['lastRun'] {
  const outcome = record.lastRunOutcome as NonNullable<BackupView['lastRun']>['outcome'] | null;
  if (outcome === null) return null;
  const { lastRunCode: code, lastRunReason: reason } = record;
  return { outcome, code, reason: english(reason), reasonCode: reason };
}
