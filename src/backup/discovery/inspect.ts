import { hash } from 'node:crypto';
import { basename } from 'node:path';
import { asBoolean, asBytes, asDate, asString, type PlistDict } from '../../formats/plist-value.ts';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import type { BackupFolder, BackupState } from '../../model/backup-folder.ts';
import { readDeviceInfo, UDID } from '../device-info.ts';
import { Payloads } from '../file/payloads.ts';
import { readInfoPlist } from './info-plist.ts';
import { type Layout, readLayout, startsAsSqlite } from './layout.ts';
import { isLegacyBackup } from './legacy.ts';
import { exists, type PlistFile, readPlistFile } from './metadata-file.ts';

/** Suffix of Finder's archives: the local time of archiving. Follows the UDID, which may itself contain a dash. */
const ARCHIVE_NAME = /-\d{8}-\d{6}$/;

/** SQLite databases present in nearly every backup: sms.db, AddressBook, CallHistory, Photos. */
const PROBES = [
  '3d0d7e5fb2ce288813306e4d4636395e047a3d28',
  '31bb7ba8914766d4ba40d6dfb6113c8b614be442',
  '5a4935c78a5255723f707230a451d79c540d2741',
  '12b144c0bd44f2b3dffd9186d3f9c05b917cee25',
];

/**
 * Reads the metadata of one backup folder, given its real path. Nothing is unlocked or listed. Missing or damaged parts
 * become remarks. Null if the folder is not a backup.
 */
export async function inspectBackup(path: string): Promise<BackupFolder | null> {
  const layout = await readLayout(path);
  const metadata = layout.manifest?.directory ?? path;
  const manifest = await readPlistFile(metadata, 'Manifest.plist');
  const status = await readPlistFile(path, 'Status.plist');
  const info = await readInfoPlist(path);
  const legacy = layout.manifest === null && (await isLegacyBackup(path));
  if (!legacy && !looksLikeBackup(path, layout, [manifest, status, info])) return null;

  const encryption = await readEncryption(layout, manifest.dict);
  const manifestDate = milliseconds(manifest.dict, 'Date');
  const statusDate = milliseconds(status.dict, 'Date');
  const statusUuid = asString(status.dict?.UUID);
  const damage = [
    ...layout.problems.map(({ detail }) => detail),
    ...missingParts(layout, manifest),
    ...encryption.problems,
  ];
  const progress = progressRemarks(layout, status.dict);
  return {
    path,
    state: stateOf(legacy, layout, damage, progress),
    remarks: [
      ...(legacy ? [msg('remark.mddata')] : []),
      ...progress,
      ...(legacy ? [] : damage),
      ...[status.problem, info.problem].filter((problem) => problem !== null),
      ...encryption.remarks,
    ],
    archived: ARCHIVE_NAME.test(basename(path)),
    manifest: layout.manifest?.kind ?? null,
    encrypted: encryption.encrypted,
    passcodeSet: asBoolean(manifest.dict?.WasPasscodeSet),
    device: readDeviceInfo(info.dict, manifest.dict, basename(path).replace(ARCHIVE_NAME, '')),
    backedUpAt:
      statusDate ??
      milliseconds(info.dict, 'Last Backup Date') ??
      manifestDate ??
      (manifest.file.type === 'file' ? Math.round(manifest.file.mtimeMs) : null),
    manifestDate,
    statusUuid,
    isFullBackup: asBoolean(status.dict?.IsFullBackup),
    fingerprint: fingerprintOf(layout, status),
  };
}

/** The fingerprint of the backup in a folder as it is now; null if there is no manifest. Reads Status.plist only. */
export async function currentFingerprint(path: string): Promise<string | null> {
  const layout = await readLayout(path);
  return layout.manifest === null ? null : fingerprintOf(layout, await readPlistFile(path, 'Status.plist'));
}

function fingerprintOf({ manifest }: Layout, { dict }: PlistFile): string {
  const facts = [asString(dict?.UUID), milliseconds(dict, 'Date'), manifest?.kind, manifest?.size, manifest?.mtimeMs];
  return hash('sha256', JSON.stringify(facts)).slice(0, 32);
}

/** Many folders contain an Info.plist, so metadata files alone only count in a folder named like a backup. */
function looksLikeBackup(path: string, layout: Layout, plists: [PlistFile, PlistFile, PlistFile]): boolean {
  const [manifest, status] = plists;
  if (layout.hasManifest || (exists(manifest.file) && exists(status.file))) return true;
  const named = UDID.test(basename(path).replace(ARCHIVE_NAME, ''));
  return named && (layout.problems.length > 0 || plists.some(({ file }) => file.type !== 'absent'));
}

function missingParts(layout: Layout, manifest: PlistFile): StoredMessage[] {
  const parts: StoredMessage[] = [];
  if (layout.manifest === null && layout.problems.length === 0) parts.push(msg('remark.no-manifest'));
  if (manifest.file.type === 'absent') parts.push(msg('remark.no-plist'));
  else if (manifest.problem !== null) parts.push(manifest.problem);
  return parts;
}

function progressRemarks(layout: Layout, status: PlistDict | null): StoredMessage[] {
  const remarks: StoredMessage[] = [];
  if (layout.snapshot) remarks.push(msg('remark.snapshot'));
  const state = asString(status?.SnapshotState);
  if (state !== null && state !== 'finished') remarks.push(msg('remark.status', { state: state.slice(0, 40) }));
  return remarks;
}

function stateOf(
  legacy: boolean,
  layout: Layout,
  damage: readonly StoredMessage[],
  progress: readonly StoredMessage[],
): BackupState {
  if (legacy) return 'unsupported';
  if (progress.length > 0 && layout.manifest !== null) return 'in-progress';
  if (damage.length > 0) return progress.length > 0 ? 'in-progress' : 'incomplete';
  return 'complete';
}

interface Encryption {
  readonly encrypted: boolean;
  readonly problems: readonly StoredMessage[];
  readonly remarks: readonly StoredMessage[];
}

/** `IsEncrypted` checked against the actual files, because decrypted copies keep the flag. */
async function readEncryption({ manifest, payloadRoots }: Layout, plist: PlistDict | null): Promise<Encryption> {
  const flagged = plist?.IsEncrypted === true;
  if (manifest?.kind !== 'manifest.db') return { encrypted: flagged, problems: [], remarks: [] };
  const plain = await startsAsSqlite(manifest.path);
  if (!flagged) {
    // Without Manifest.plist an encrypted Manifest.db cannot be distinguished from a damaged one.
    return { encrypted: false, problems: plain || plist === null ? [] : [msg('remark.not-a-database')], remarks: [] };
  }
  // Without a ManifestKey (iOS 10.0 and 10.1) the database is plain although the files are encrypted.
  const decryptedCopy = plain && asBytes(plist.ManifestKey) !== null && (await payloadsArePlain(payloadRoots));
  const remarks = decryptedCopy ? [msg('remark.decrypted-copy')] : [];
  return { encrypted: !decryptedCopy, problems: [], remarks };
}

async function payloadsArePlain(roots: readonly string[]): Promise<boolean> {
  const payloads = new Payloads(roots);
  for (const fileID of PROBES) {
    const path = payloads.has(fileID) ? await payloads.locate(fileID) : null;
    if (path !== null) return startsAsSqlite(path);
  }
  return false;
}

function milliseconds(dict: PlistDict | null, key: string): number | null {
  const time = asDate(dict?.[key])?.getTime() ?? Number.NaN;
  return Number.isFinite(time) ? time : null;
}
