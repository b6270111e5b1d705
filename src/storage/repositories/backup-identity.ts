import { basename } from 'node:path';
import type { Selectable } from 'kysely';
import type { BackupFolder } from '../../model/backup-folder.ts';
import { type BackupId, derivedId } from '../../model/ids.ts';
import type { BackupsTable } from '../database.ts';

type BackupRow = Selectable<BackupsTable>;

/** A found folder and the backup it belongs to; `row` is null for a new one. */
export interface IdentifiedBackup {
  readonly folder: BackupFolder;
  readonly row: BackupRow | null;
  readonly moved: boolean;
}

/** Identity of a backup regardless of its path; null if too little is known. */
function contentIdentity(udid: string | null, statusUuid: string | null, manifestDate: number | null): string | null {
  if (udid === null || statusUuid === null || manifestDate === null) return null;
  return JSON.stringify([udid, statusUuid, manifestDate]);
}

/**
 * Matches found folders with known backups. Same path and UDID: the same backup. Otherwise one that is missing at its
 * path and has equal UDID, Status UUID and Manifest date: moved. Otherwise new. `missing` are the known backups not
 * found.
 */
export function identify(
  found: readonly BackupFolder[],
  known: readonly BackupRow[],
): { pairs: IdentifiedBackup[]; missing: BackupRow[] } {
  const left = new Map(known.map((row) => [row.id, row]));
  const inPlace = new Map<BackupFolder, BackupRow>();
  const knownAt = Map.groupBy(known, ({ path }) => path);
  for (const folder of found) {
    const row = knownAt.get(folder.path)?.find(({ udid }) => udid === folder.device.udid);
    if (row === undefined || !left.delete(row.id)) continue;
    inPlace.set(folder, row);
  }
  const elsewhere = Map.groupBy(left.values(), ({ udid, statusUuid, manifestDate }) =>
    contentIdentity(udid, statusUuid, manifestDate),
  );
  const pairs = found.map((folder): IdentifiedBackup => {
    const same = inPlace.get(folder);
    if (same !== undefined) return { folder, row: same, moved: false };
    const identity = contentIdentity(folder.device.udid, folder.statusUuid, folder.manifestDate);
    const earlier = (identity === null ? [] : (elsewhere.get(identity) ?? [])).find(({ id }) => left.has(id));
    if (earlier === undefined) return { folder, row: null, moved: false };
    left.delete(earlier.id);
    return { folder, row: earlier, moved: true };
  });
  return { pairs, missing: [...left.values()] };
}

/**
 * The public id of a new backup, derived from its UDID and folder name so that it survives loss of the database. If
 * taken, Status UUID and Manifest date are added, and finally the path.
 */
export function publicIdFor(folder: BackupFolder, taken: ReadonlySet<BackupId>): BackupId {
  const name = [folder.device.udid ?? '', basename(folder.path)];
  const content = [...name, folder.statusUuid ?? '', String(folder.manifestDate ?? '')];
  const place = [...content, folder.path];
  for (const parts of [name, content, place]) {
    const id = derivedId(...parts);
    if (!taken.has(id)) return id;
  }
  for (let count = 2; ; count++) {
    const id = derivedId(...place, String(count));
    if (!taken.has(id)) return id;
  }
}

/** Columns that identify the device's owner; cleared with the index. */
export const NO_IDENTIFIERS = { serialNumber: null, phoneNumber: null, imei: null, iccid: null } as const;

/**
 * Identifiers that a scan must not write: those of an unchanged backup without an index, because removing the index may
 * have cleared them. A changed backup and a new index bring them back.
 */
export function keptIdentifiers(row: BackupRow, changed: boolean): Partial<BackupRow> {
  if (changed || row.lastIndexedAt !== null) return {};
  const { serialNumber, phoneNumber, imei, iccid } = row;
  return { serialNumber, phoneNumber, imei, iccid };
}

/** The columns determined by a scan. */
export function foundColumns({ device, ...folder }: BackupFolder) {
  const { path, state, remarks, archived, manifest, encrypted, passcodeSet } = folder;
  const { backedUpAt, manifestDate, statusUuid, isFullBackup, fingerprint } = folder;
  const { udid, deviceName, productType, productName, productVersion, buildVersion, serialNumber } = device;
  const { phoneNumber, imei, iccid, madeBy } = device;
  return {
    path,
    state,
    remarks,
    archived,
    manifest,
    encrypted,
    passcodeSet,
    udid,
    deviceName,
    productType,
    productName,
    productVersion,
    buildVersion,
    serialNumber,
    phoneNumber,
    imei,
    iccid,
    madeBy,
    backedUpAt,
    manifestDate,
    statusUuid,
    isFullBackup,
    fingerprint,
  };
}
