import type { RecordView } from '../../contract/kinds.ts';
import { escapeHtml } from '../format/html.ts';
import { linkedHtml } from '../format/link-html.ts';
import { placeName } from '../language/town.ts';
import type { Words } from '../language/words.ts';
import { type Field, fieldsHtml } from '../records/record-fields.ts';
import { peopleNames } from '../records/record-values.ts';

/** A record with its title, people, text, files and fields. */
export function recordHtml(
  {
    record,
    name,
    fields,
    stamp,
    words,
  }: {
    readonly record: RecordView;
    /** Shown for a record without a title. */
    readonly name: string;
    readonly fields: readonly Field[];
    readonly stamp: string;
    readonly words: Words;
  },
  files: readonly string[],
): string {
  const title = record.title ?? name;
  const head = [stamp, peopleNames(record), placeName(record, words)].filter((part) => part !== '' && part !== title);
  return [
    `<article id="${escapeHtml(record.key)}"><h2>${escapeHtml(title)}</h2>`,
    head.length === 0 ? '' : `<div class="h">${head.map(escapeHtml).join(' · ')}</div>`,
    record.text === null || record.text === title ? '' : `<p>${linkedHtml(record.text)}</p>`,
    ...files,
    fieldsHtml(fields, words, linkedHtml),
    '</article>\n',
  ].join('');
}
