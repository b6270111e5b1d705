import type { ExportPlan, ExportRequest } from '../contract/export.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import { parseMoment } from '../model/moment.ts';
import { chatSources } from '../views/index.ts';
import { aboutExport } from './about.ts';
import { type Exporter, LIST_FILTERS } from './exporter.ts';
import { exporterOf, specialExports } from './exporters.ts';
import { describedType } from './format/file-format.ts';
import { type Words, withOwnerName, wordsIn } from './language/words.ts';
import type { LockedCount } from './notes/locked-notes.ts';
import { periodName } from './period.ts';
import type { About, ExportFile, ExportJob, PlanContext } from './types.ts';

/** An export whose files can be made. */
export interface PlannedExport {
  readonly about: About;
  /** Base name of a download. */
  readonly name: string;
  /** Type of its file if that is a single one with a description; null if it has to be a ZIP. */
  readonly contentType: string | null;
  /** Number of records that will be reported; null if it is not known. */
  readonly total: number | null;
  /** Its files, without `ABOUT.json`. Each has to be read to its end before the next. */
  files(): AsyncGenerator<ExportFile, void, undefined>;
}

/**
 * Validates the request and describes the export; records are read while it is written, with constant memory.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (a key), BAD_REQUEST
 */
export async function planExport(
  ctx: PlanContext,
  backup: BackupId,
  asked: ExportPlan,
  onRecords: (count: number) => void = () => undefined,
): Promise<PlannedExport> {
  const exporter = await findExporter(asked);
  const request = withPeriod(asked);
  const words = wordsOf(request);
  refuseUnused(exporter, request);
  await exporter.check?.(ctx, backup, request);
  const locked = await lockedNotesOf(ctx, backup, request, exporter);
  const described = await aboutExport(ctx, backup, request, exporter);
  const about = locked === null ? described : { ...described, lockedNotes: locked };
  const total = await totalOf(ctx, backup, request, exporter, about);
  const files = request.files ? ctx.files : null;
  const { helpers } = ctx;
  const isShared = files === null && (total ?? 0) >= (helpers?.worthFrom ?? 0) && hasParts(exporter, request);
  const job: ExportJob = {
    ...ctx,
    files,
    helper: isShared ? ((await helpers?.start({ backup, request, about })) ?? null) : null,
    backup,
    request,
    about,
    words,
    onRecords: shares(request, onRecords),
  };
  const type = isOneFile(exporter, job) ? describedType(request.format) : null;
  const plan = { about, total, name: await nameOf(ctx, backup, request, exporter, about) };
  if (type === null) {
    return { ...plan, contentType: type, files: () => exporter.files(job) };
  }
  // How many volumes or pages there are is known once the first begins.
  const made = exporter.files(job);
  const { value: first, done } = await made.next();
  if (done === true) return { ...plan, contentType: null, files: () => made };
  return { ...plan, contentType: (first.parts ?? 1) === 1 ? type : null, files: () => startingWith(first, made) };
}

/** True if another thread can make parts of an export: chosen messages are looked for one after the other. */
function hasParts({ inParts }: Exporter, { format, messages }: ExportRequest): boolean {
  return messages === undefined && inParts?.includes(format) === true;
}

/**
 * The locked notes of an export; null if it has none.
 * @throws WRONG_NOTE_PASSWORD if passwords were given that open none of them, BAD_REQUEST if it has no notes at all
 */
async function lockedNotesOf(
  ctx: PlanContext,
  backup: BackupId,
  request: ExportRequest,
  exporter: Exporter,
): Promise<LockedCount | null> {
  const keys = exporter.lockedNotes?.(ctx, backup, request);
  if (keys === undefined) {
    if (ctx.openNote === undefined) return null;
    throw new DomainError('BAD_REQUEST', msg('detail.export-without-notes', { what: exporter.what }));
  }
  const { countLockedNotes } = await import('./notes/locked-notes.ts');
  const count = await countLockedNotes({ ...ctx, backup }, keys);
  if (ctx.openNote !== undefined && count.opened === 0 && count.locked > 0) {
    throw new DomainError('WRONG_NOTE_PASSWORD', msg('detail.no-note-opened', { count: count.locked }));
  }
  return count.opened + count.locked === 0 ? null : count;
}

async function* startingWith(
  first: ExportFile,
  rest: AsyncGenerator<ExportFile, void, undefined>,
): AsyncGenerator<ExportFile, void, undefined> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return();
  }
}

/** PDFs read their records twice: for the cover, and for the pages. */
function shares({ format }: ExportRequest, onRecords: (count: number) => void): (count: number) => void {
  return format === 'pdf' ? (count) => onRecords(count / 2) : onRecords;
}

async function totalOf(
  ctx: PlanContext,
  backup: BackupId,
  request: ExportRequest,
  exporter: Exporter,
  { excerpt }: About,
): Promise<number | null> {
  if (exporter.counted === 'people') return null;
  if (excerpt !== null || exporter.countsQuickly !== true) return excerpt?.count ?? null;
  return (await exporter.count?.(ctx, backup, request)) ?? null;
}

/** Base name of a download: what it has and the period that was asked for. */
async function nameOf(
  ctx: PlanContext,
  backup: BackupId,
  request: ExportRequest,
  exporter: Exporter,
  about: About,
): Promise<string> {
  const own = (await exporter.name?.(ctx, backup, request)) ?? null;
  const subject = own ?? `${about.backup.name} ${request.what}`;
  return `${subject} ${periodName(request, wordsIn(request.language))}`.replaceAll('/', '_').trim();
}

/** Options that an exporter would silently ignore. @throws BAD_REQUEST */
export function refuseUnused(
  { hasOrder, takesQuery, takesFilters = [], what }: Exporter,
  { format, order, kinds, messages, keys, query, ...request }: Omit<ExportPlan, 'from' | 'to'>,
): void {
  const filters = LIST_FILTERS.filter((filter) => request[filter] !== undefined);
  const isChats = chatSources.some(({ exportName }) => exportName === what);
  const option =
    order !== undefined && hasOrder !== true && hasOrder?.includes(format) !== true
      ? 'order'
      : kinds !== undefined && what !== 'search'
        ? 'kinds'
        : messages !== undefined && !(isChats && keys?.length === 1)
          ? 'messages'
          : query !== undefined && takesQuery !== true
            ? 'query'
            : (filters.find((filter) => !takesFilters.includes(filter)) ?? null);
  if (option !== null) throw new DomainError('BAD_REQUEST', msg('detail.export-option-unused', { what, option }));
  // Each of them chooses among all records.
  const choices = filters.length + [keys, query].filter((choice) => choice !== undefined).length;
  if (filters.length > 0 && choices > 1) throw new DomainError('BAD_REQUEST', msg('detail.keys-or-filter'));
}

/** The request with days as UTC milliseconds. @throws BAD_REQUEST */
function withPeriod({ from, to, ...request }: ExportPlan): ExportRequest {
  const moment = (option: string, value: string | number, edge: 'start' | 'end'): number => {
    if (typeof value === 'number') return value;
    try {
      return parseMoment(value, request.timeZone, edge);
    } catch (cause) {
      throw new DomainError('BAD_REQUEST', msg('detail.date-expected', { filter: option }), { cause });
    }
  };
  const period = {
    ...(from === undefined ? {} : { from: moment('from', from, 'start') }),
    ...(to === undefined ? {} : { to: moment('to', to, 'end') }),
  };
  if (period.from !== undefined && period.to !== undefined && period.from >= period.to) {
    // It has nothing, which would look as if the backup had nothing.
    throw new DomainError('BAD_REQUEST', msg('detail.period-reversed'));
  }
  return { ...request, ...period };
}

/** Formats that programs read, whose texts are in English whatever the language. */
const FOR_PROGRAMS = new Set(['json', 'jsonl', 'csv', 'csv-raw', 'xlsx', 'rsmf', 'mbox', 'whatsapp-txt', 'bookmarks']);

/** The texts of an export. @throws BAD_REQUEST for a language without texts */
export function wordsOf({ format, language, ownerName }: ExportRequest): Words {
  const words = wordsIn(language);
  if (FOR_PROGRAMS.has(format)) return wordsIn();
  return ownerName === undefined ? words : withOwnerName(words, ownerName);
}

/** True if the export is a single file. */
function isOneFile({ filePerKey, filePerRecord }: Exporter, { files, request: { format, keys } }: ExportJob): boolean {
  if ((files !== null && format !== 'pdf') || filePerRecord?.includes(format) === true) return false;
  return filePerKey?.includes(format) !== true || keys?.length === 1;
}

/** The exporter of a request. @throws BAD_REQUEST for an unknown `what` or format */
export async function findExporter({ what, format }: Pick<ExportRequest, 'what' | 'format'>): Promise<Exporter> {
  const exporter = await exporterOf(what);
  if (exporter === null) {
    throw new DomainError('BAD_REQUEST', msg('detail.unknown-export', { what, known: specialExports.join(', ') }));
  }
  if (exporter.formats.includes(format)) return exporter;
  throw new DomainError('BAD_REQUEST', msg('detail.unknown-format', { what, formats: exporter.formats.join(', ') }));
}
