import type { KindColumnView, KindView } from '../../contract/kinds.ts';
import { plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { listKinds } from '../../views/index.ts';
import { LocalTime } from '../format/local-time.ts';
import { named } from '../language/words.ts';
import { shownValue } from '../records/record-values.ts';
import { recordsOf } from '../records/records-of.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { Numbering, pdfFiles } from './pdf-files.ts';
import { fieldsOf, recordItem } from './record-item.ts';

/** The records of a kind as PDFs. */
export function recordPdfs(job: ExportJob, kind: KindView): AsyncGenerator<ExportFile, void, undefined> {
  const clock = new LocalTime(job.request.timeZone, job.words);
  const [, many = kind.id] = named(kind.names, job.words) ?? [];
  return pdfFiles(
    job,
    {
      subject: { title: many, of: 'records', participants: [] },
      async *items() {
        for await (const record of recordsOf(job, kind)) yield await recordItem(record, kind, clock, job.files);
      },
      path: (part) => `${kind.id}${part}.pdf`,
    },
    new Numbering(job.request),
  );
}

/** The records of the kind with this id, which there is, as PDFs. */
export function kindPdfs(job: ExportJob, id: string): AsyncGenerator<ExportFile, void, undefined> {
  const kind = listKinds().items.find((each) => each.id === id);
  if (kind === undefined) throw new DomainError('INTERNAL', plain(`no kind ${id}`));
  return recordPdfs(job, kind);
}

/** A row of a table with its key. */
export interface KeyedRow {
  readonly key: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The rows of a table as PDFs, with the names of its columns. */
export function tablePdfs(
  job: ExportJob,
  table: { readonly name: string; readonly columns: readonly KindColumnView[] },
  rows: () => AsyncIterable<KeyedRow>,
): AsyncGenerator<ExportFile, void, undefined> {
  const clock = new LocalTime(job.request.timeZone, job.words);
  const columns = table.columns.map((column) => ({ ...column, names: {} }));
  return pdfFiles(
    job,
    {
      subject: { title: table.name, of: 'rows', participants: [] },
      async *items() {
        for await (const { key, values } of rows()) {
          const fields = fieldsOf({ columns }, (column) => shownValue(values[column.name], column, clock), clock.words);
          const cited = { table: table.name, key };
          yield { at: null, side: 'wide', head: key, lines: [], tail: '', fields, cited, record: values, leftOut: [] };
        }
      },
      path: (part) => `${table.name}${part}.pdf`,
    },
    new Numbering(job.request),
  );
}
