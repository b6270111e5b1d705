import type { LedgerEntryView } from '../contract/backups.ts';
import type { ExportRequest } from '../contract/export.ts';
import type { BackupId } from '../model/ids.ts';
import { getBackup, type ViewContext } from '../views/index.ts';

/** Describes an export and its sources, so that it can still be understood years later. */
export interface About {
  readonly madeBy: string;
  readonly exportedAt: string;
  readonly what: string;
  readonly format: string;
  /** Further parameters of the request: keys, period. */
  readonly filters: Readonly<Record<string, unknown>>;
  /** Time zone of local times. */
  readonly timeZone: string;
  /** True if the index has everything that the sources contain. */
  readonly isComplete: boolean;
  readonly backup: {
    readonly id: BackupId;
    readonly name: string;
    readonly udid: string | null;
    readonly product: string | null;
    readonly iosVersion: string | null;
    readonly serialNumber: string | null;
    readonly madeAt: string | null;
    readonly encrypted: boolean;
  };
  /** Outcome and source files of each artifact. */
  readonly sources: readonly Pick<
    LedgerEntryView,
    'artifact' | 'title' | 'outcome' | 'reason' | 'found' | 'parsed' | 'skipped' | 'sources'
  >[];
}

/** Outcomes without missing records. */
const WHOLE = new Set(['indexed', 'empty', 'absent']);

/** Describes an export of these artifacts; null for all. @throws BACKUP_NOT_FOUND */
export async function aboutExport(
  views: ViewContext,
  backup: BackupId,
  request: ExportRequest,
  artifacts: readonly string[] | null,
  version: string,
): Promise<About> {
  const { what, format, keys, from, to, files, timeZone } = request;
  const { ledger, ...facts } = await getBackup(views, backup, []);
  const lines = ledger.filter(({ artifact }) => artifacts === null || artifacts.includes(artifact));
  return {
    madeBy: `Apple Juicer ${version}`,
    exportedAt: new Date().toISOString(),
    what,
    format,
    filters: { keys, from: isoTime(from), to: isoTime(to), files },
    timeZone,
    isComplete: lines.length > 0 && lines.every(({ outcome, skipped }) => WHOLE.has(outcome) && skipped === 0),
    backup: {
      id: facts.id,
      name: facts.name,
      udid: facts.udid,
      product: facts.device.productName ?? facts.device.productType,
      iosVersion: facts.device.productVersion,
      serialNumber: facts.device.serialNumber,
      madeAt: isoTime(facts.backedUpAt) ?? null,
      encrypted: facts.encrypted,
    },
    sources: lines.map(({ artifact, title, outcome, reason, found, parsed, skipped, sources }) => ({
      artifact,
      title,
      outcome,
      reason,
      found,
      parsed,
      skipped,
      sources,
    })),
  };
}

/** The same as readable lines. */
export function aboutLines({ backup, sources, exportedAt, madeBy, timeZone, isComplete }: About): string[] {
  const device = [backup.product, backup.iosVersion === null ? null : `iOS ${backup.iosVersion}`];
  return [
    `From the backup of ${backup.name} (${device.filter((part) => part !== null).join(', ')}), made ${backup.madeAt ?? 'at an unknown time'}`,
    `Exported ${exportedAt} by ${madeBy}; times are those of ${timeZone}`,
    isComplete ? 'Complete: everything the databases hold was read' : 'Not complete:',
    ...sources.map(
      ({ title, outcome, reason, skipped }) =>
        `${title}: ${outcome}${skipped === 0 ? '' : `, ${skipped} skipped`}${reason === null ? '' : ` (${reason})`}`,
    ),
    ...sources.flatMap(({ sources: files }) =>
      files.map(({ domain, relativePath, sha256 }) => `${domain}/${relativePath} SHA-256 ${sha256}`),
    ),
  ].map((line) => line.replace(/\p{Cc}+/gu, ' '));
}

function isoTime(milliseconds: number | null | undefined): string | undefined {
  const time = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
