import { chatSources } from '../../views/index.ts';
import { LocalTime } from '../format/local-time.ts';
import { foundInLines } from '../records/shown-hit.ts';
import { type Found, foundBy } from '../search/hits.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import type { PdfItem } from './item.ts';
import { messageItem } from './message-item.ts';
import { Numbering, pdfFiles } from './pdf-files.ts';
import { recordItem } from './record-item.ts';
import { plainLine, textLines } from './text-lines.ts';

/** What a search found as PDFs. */
export function foundPdfs(job: ExportJob, title: string): AsyncGenerator<ExportFile, void, undefined> {
  const clock = new LocalTime(job.request.timeZone, job.words);
  return pdfFiles(
    job,
    {
      subject: { title, of: 'records', participants: [] },
      async *items() {
        for await (const found of foundBy(job)) {
          const item = await itemOf(job, found, clock);
          if (item === null) continue;
          const reasons = foundInLines(found.hit, job.words).flatMap((line) => textLines(line, 'note'));
          yield reasons.length === 0 ? item : { ...item, lines: [...item.lines, ...reasons] };
        }
      },
      path: (part) => `search${part}.pdf`,
    },
    new Numbering(job.request),
  );
}

async function itemOf(
  job: ExportJob,
  { hit, kind, message, record }: Found,
  clock: LocalTime,
): Promise<PdfItem | null> {
  if (record !== null) return recordItem(record, kind, clock, job.files);
  const source = chatSources.find(({ tables }) => tables.messageKind === kind.id);
  if (message === null || source === undefined) return null;
  const item = messageItem(message, { table: source.tables.messages, clock, files: job.files });
  return hit.chat === null ? item : { ...item, head: plainLine(`${hit.chat.title} · ${item.head}`) };
}
