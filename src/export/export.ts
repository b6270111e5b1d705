import { Readable } from 'node:stream';
import type { ExportRequest, ExportWhat } from '../contract/export.ts';
import { zipStream } from '../media/index.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import { listTables, messagesSource, whatsappSource } from '../views/index.ts';
import { type About, aboutExport } from './about.ts';
import { once } from './attachments.ts';
import { exportCalendar } from './calendar/export-calendar.ts';
import { exportCalls } from './calls/export-calls.ts';
import { exportChats } from './chats/export-chats.ts';
import { exportContacts } from './contacts/export-contacts.ts';
import { exportNotes } from './notes/export-notes.ts';
import { exportTable } from './tables/export-table.ts';
import type { ExportContext, Exporter, ExportFile, ExportJob } from './types.ts';

const EXPORTERS: Readonly<Record<ExportWhat, Exporter>> = {
  conversations: exportChats,
  whatsapp: exportChats,
  contacts: exportContacts,
  calls: exportCalls,
  calendar: exportCalendar,
  notes: exportNotes,
  table: exportTable,
};

/** Formats that say in themselves what they are; others need a file beside them that does. */
const SELF_DESCRIBING: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
  jsonl: 'application/jsonl; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
};

/** Text that waits for a slow reader, bytes. */
const BUFFERED_BYTES = 1024 * 1024;

/** An export that is ready to be written. */
export interface PreparedExport {
  readonly about: About;
  /** Its files, `ABOUT.json` first. Read each to its end before the next. */
  files(): AsyncGenerator<ExportFile, void, undefined>;
  /** As one stream: the file itself where it is one that says what it is, else a ZIP. */
  download(): { readonly stream: Readable; readonly name: string; readonly contentType: string };
}

/**
 * Prepares an export; nothing is read yet but what it needs to say what it is. Memory stays constant however much there is.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (a key), BAD_REQUEST
 */
export async function prepareExport(
  ctx: ExportContext,
  backup: BackupId,
  request: ExportRequest,
): Promise<PreparedExport> {
  await checkKeys(ctx, backup, request);
  const about = await aboutExport(ctx.views, backup, request, ctx.version);
  const job: ExportJob = { ...ctx, files: request.files ? ctx.files : null, backup, request, about };
  const exporter = EXPORTERS[request.what];
  const name = `${about.backup.name} ${request.what === 'table' ? (request.keys?.[0] ?? 'table') : request.what}`;
  const type = SELF_DESCRIBING[request.format];
  return {
    about,
    files: () => withAbout(about, exporter(job)),
    download: () =>
      type !== undefined && isOneFile(job)
        ? { stream: firstFile(exporter(job)), name: `${name}.${request.format}`, contentType: type }
        : { stream: zipStream(withAbout(about, exporter(job))), name: `${name}.zip`, contentType: 'application/zip' },
  };
}

async function* withAbout(about: About, files: AsyncIterable<ExportFile>): AsyncGenerator<ExportFile, void, undefined> {
  const text = `${JSON.stringify(about, null, 2)}\n`;
  yield { path: 'ABOUT.json', modifiedAt: null, compress: true, contents: once(text) };
  yield* files;
}

/** Pages and texts are one for each conversation or note. */
function isOneFile({ files, request: { what, format, keys } }: ExportJob): boolean {
  if (files !== null) return false;
  return (format !== 'html' && format !== 'txt') || (what !== 'notes' && keys?.length === 1);
}

function firstFile(files: AsyncIterable<ExportFile>): Readable {
  async function* contents(): AsyncGenerator<Uint8Array | string, void, undefined> {
    for await (const file of files) {
      yield* file.contents;
      return;
    }
  }
  return Readable.from(contents(), { objectMode: false, highWaterMark: BUFFERED_BYTES });
}

/** What can be told wrong before the first byte is sent is told then: later only the connection can break. */
async function checkKeys({ views }: ExportContext, backup: BackupId, { what, keys }: ExportRequest): Promise<void> {
  if (what === 'table') {
    const { items } = await listTables(views, backup);
    if (items.some(({ name }) => name === keys?.[0])) return;
    throw new DomainError('NOT_FOUND', 'There is no table of this name.');
  }
  for (const key of keys ?? []) {
    if (what === 'conversations') await messagesSource.get(views, backup, key);
    if (what === 'whatsapp') await whatsappSource.get(views, backup, key);
  }
}
