import { Readable } from 'node:stream';
import type { AskedExport, ExportRequest } from '../contract/export.ts';
import { msg } from '../locales/messages.ts';
import { zipStream } from '../media/index.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import { parseMoment } from '../model/moment.ts';
import { aboutExport } from './about.ts';
import { textContents } from './attachments.ts';
import { type Exporter } from './exporter.ts';
import { exporterOf, exporters } from './exporters.ts';
import { largeChunks } from './format/large-chunks.ts';
import type { About, ExportContext, ExportFile, ExportJob } from './types.ts';

/** Content types of formats that include a description of the export; others need `ABOUT.json`. */
const SELF_DESCRIBING: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
  jsonl: 'application/jsonl; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
};

/** Buffer size for slow readers, in bytes. */
const BUFFERED_BYTES = 1024 * 1024;

/** An export ready to be written. */
export interface PreparedExport {
  readonly about: About;
  /** Its files, `ABOUT.json` first. Each has to be read to its end before the next. */
  files(): AsyncGenerator<ExportFile, void, undefined>;
  /** A single stream: the file itself if it is one with a description, else a ZIP. */
  download(): { readonly stream: Readable; readonly name: string; readonly contentType: string };
}

/**
 * Validates the request and describes the export; records are read while it is written, with constant memory.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (a key), BAD_REQUEST
 */
export async function prepareExport(ctx: ExportContext, backup: BackupId, asked: AskedExport): Promise<PreparedExport> {
  const exporter = findExporter(asked);
  const request = withPeriod(asked);
  await exporter.check?.(ctx, backup, request);
  const about = await aboutExport(ctx, backup, request, exporter);
  const job: ExportJob = { ...ctx, files: request.files ? ctx.files : null, backup, request, about };
  const name = `${about.backup.name} ${exporter.name?.(request) ?? request.what}`;
  const type = SELF_DESCRIBING[request.format];
  return {
    about,
    files: () => withAbout(about, exporter.files(job)),
    download: () =>
      type !== undefined && isOneFile(exporter, job)
        ? { stream: firstFile(exporter.files(job)), name: `${name}.${request.format}`, contentType: type }
        : {
            stream: zipStream(withAbout(about, exporter.files(job))),
            name: `${name}.zip`,
            contentType: 'application/zip',
          },
  };
}

/** The request with days as UTC milliseconds. @throws BAD_REQUEST */
function withPeriod({ from, to, ...request }: AskedExport): ExportRequest {
  const moment = (option: string, value: string | number, edge: 'start' | 'end'): number => {
    if (typeof value === 'number') return value;
    try {
      return parseMoment(value, request.timeZone, edge);
    } catch (cause) {
      throw new DomainError('BAD_REQUEST', msg('detail.date-expected', { filter: option }), { cause });
    }
  };
  return {
    ...request,
    ...(from === undefined ? {} : { from: moment('from', from, 'start') }),
    ...(to === undefined ? {} : { to: moment('to', to, 'end') }),
  };
}

async function* withAbout(about: About, files: AsyncIterable<ExportFile>): AsyncGenerator<ExportFile, void, undefined> {
  const text = `${JSON.stringify(about, null, 2)}\n`;
  yield { path: 'ABOUT.json', modifiedAt: null, compress: true, contents: textContents(text) };
  for await (const file of files) yield { ...file, contents: largeChunks(file.contents) };
}

/** True if the export is a single file. */
function isOneFile({ filePerKey, filePerRecord }: Exporter, { files, request: { format, keys } }: ExportJob): boolean {
  if (files !== null || filePerRecord?.includes(format) === true) return false;
  return filePerKey?.includes(format) !== true || keys?.length === 1;
}

function firstFile(files: AsyncIterable<ExportFile>): Readable {
  async function* contents(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const file of files) {
      yield* largeChunks(file.contents);
      return;
    }
  }
  return Readable.from(contents(), { objectMode: false, highWaterMark: BUFFERED_BYTES });
}

/** The exporter of a request. @throws BAD_REQUEST for an unknown `what` or format */
export function findExporter({ what, format }: Pick<ExportRequest, 'what' | 'format'>): Exporter {
  const exporter = exporterOf(what);
  if (exporter === null) {
    const known = exporters.map((each) => each.what).join(', ');
    throw new DomainError('BAD_REQUEST', msg('detail.unknown-export', { what, known }));
  }
  if (exporter.formats.includes(format)) return exporter;
  throw new DomainError('BAD_REQUEST', msg('detail.unknown-format', { what, formats: exporter.formats.join(', ') }));
}
