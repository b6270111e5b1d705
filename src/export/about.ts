import type { ExportRequest } from '../contract/export.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import { getBackup } from '../views/index.ts';
import type { Exporter } from './exporter.ts';
import { LocalTime } from './format/local-time.ts';
import type { About, Excerpt, ExportContext } from './types.ts';

/** Outcomes without missing records. */
const WHOLE = new Set(['indexed', 'empty', 'absent']);

/** Describes an export. @throws BACKUP_NOT_FOUND, CONFLICT (only the newest of its records have been read) */
export async function aboutExport(
  ctx: ExportContext,
  backup: BackupId,
  request: ExportRequest,
  exporter: Exporter,
): Promise<About> {
  const { views, version } = ctx;
  const { artifacts } = exporter;
  const { what, format, from, to, files, timeZone } = request;
  const { keys, query, kinds, messages, order, photos, keepsake } = request;
  const { ledger, ...facts } = await getBackup(views, backup, []);
  const lines = ledger.filter(({ artifact }) => artifacts === null || artifacts.includes(artifact));
  if (lines.some(({ preview }) => preview !== null)) {
    throw new DomainError('CONFLICT', msg('detail.export-while-reading'));
  }
  const areSourcesComplete = lines.length > 0 && lines.every((line) => WHOLE.has(line.outcome) && line.skipped === 0);
  const excerpt = await excerptOf(ctx, backup, request, exporter);
  return {
    madeBy: `Apple Juicer ${version}`,
    exportedAt: new Date(request.exportedAt ?? Date.now()).toISOString(),
    what,
    format,
    filters: { keys, query, kinds, messages, order, from: isoTime(from), to: isoTime(to), files, photos, keepsake },
    plan: request,
    timeZone,
    isComplete: areSourcesComplete && excerpt === null,
    areSourcesComplete,
    excerpt,
    ignoresPeriod: (from !== undefined || to !== undefined) && exporter.ignoresPeriod?.(request) === true,
    backup: {
      id: facts.id,
      name: facts.name,
      udid: facts.udid,
      product: facts.device.productName ?? facts.device.productType,
      iosVersion: facts.device.productVersion,
      serialNumber: facts.device.serialNumber,
      phoneNumber: facts.device.phoneNumber,
      madeAt: isoTime(facts.backedUpAt) ?? null,
      encrypted: facts.encrypted,
    },
    sources: lines.map(({ artifact, title, version, outcome, reason, found, parsed, skipped, sources }) => ({
      artifact,
      title,
      version,
      outcome,
      reason,
      found,
      parsed,
      skipped,
      sources,
    })),
  };
}

async function excerptOf(
  ctx: ExportContext,
  backup: BackupId,
  request: ExportRequest,
  exporter: Exporter,
): Promise<Excerpt | null> {
  const { timeZone, query, kinds, messages } = request;
  const keys = exporter.keysSelectNone === true ? undefined : request.keys;
  const { from, to } = exporter.ignoresPeriod?.(request) === true ? {} : request;
  const isAll =
    [keys, from, to, query, kinds, messages].every((filter) => filter === undefined) &&
    exporter.isPart?.(request) !== true;
  if (exporter.count === undefined || isAll) return null;
  const clock = new LocalTime(timeZone);
  const local = (at: number | undefined): string | null => (at === undefined ? null : clock.iso(at));
  return {
    count: await exporter.count(ctx, backup, request),
    of: exporter.counted ?? 'records',
    keys: messages?.length ?? keys?.length ?? null,
    from: local(from),
    before: local(to),
  };
}

/** The same as readable lines. */
export function aboutLines(about: About): string[] {
  const { backup, exportedAt, madeBy, timeZone } = about;
  const clock = new LocalTime(timeZone);
  const local = (time: string): string => clock.iso(Date.parse(time));
  const device = [backup.product, backup.iosVersion === null ? null : `iOS ${backup.iosVersion}`];
  return [
    `From the backup of ${backup.name} (${device.filter((part) => part !== null).join(', ')}), made ${backup.madeAt === null ? 'at an unknown time' : local(backup.madeAt)}`,
    `Exported ${local(exportedAt)} by ${madeBy}; times are those of ${timeZone}`,
    ...completenessLines(about),
    ...(about.ignoresPeriod ? ['All records whatever the period: these have no time'] : []),
    ...outcomeLines(about),
    ...sourceLines(about),
  ].map((line) => line.replace(/\p{Cc}+/gu, ' '));
}

/** Maximum number of listed source files; there is one for each sticker and contact card of the messages. */
const MAX_FILES = 30;

/** The source files with their digests, each once, databases before files of records; of many the first. */
export function sourceLines({ sources }: Pick<About, 'sources'>): string[] {
  const isOfRecord = ({ store }: { readonly store: string }): number => Number(store === 'named');
  const files = sources.flatMap((source) => source.sources).toSorted((a, b) => isOfRecord(a) - isOfRecord(b));
  const lines = [
    ...new Set(files.map(({ domain, relativePath, sha256 }) => `${domain}/${relativePath} SHA-256 ${sha256}`)),
  ];
  const more = lines.length - MAX_FILES;
  return more > 0 ? [...lines.slice(0, MAX_FILES), `and ${more} more files (ABOUT.json, "sources")`] : lines;
}

/** How the reading of each artifact ended. */
export function outcomeLines({ sources }: About): string[] {
  return sources.map(
    ({ title, outcome, reason, skipped }) =>
      `${title}: ${outcome}${skipped === 0 ? '' : `, ${skipped} skipped`}${reason === null ? '' : ` (${reason})`}`,
  );
}

/** Whether the export has all there is. */
export function completenessLines({ excerpt, areSourcesComplete, timeZone }: About): string[] {
  if (excerpt === null) {
    return [areSourcesComplete ? 'Complete: everything the databases hold was read' : 'Not complete:'];
  }
  const { count, of, keys, from, before } = excerpt;
  const period = [from === null ? null : `from ${from}`, before === null ? null : `before ${before}`];
  const parts = [
    `An excerpt: ${count} ${of}`,
    keys === null ? null : `of ${keys} that were selected`,
    ...period,
    period.some((part) => part !== null) ? `(${timeZone})` : null,
  ];
  const text = parts.filter((part) => part !== null).join(' ');
  return areSourcesComplete ? [text] : [text, 'The databases were not read completely:'];
}

function isoTime(milliseconds: number | null | undefined): string | undefined {
  const time = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
