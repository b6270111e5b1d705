import type { KindView, RecordView } from '../../contract/kinds.ts';
import type { Attachments } from '../attachments.ts';
import { aboutHtml } from '../format/about-html.ts';
import { escapeHtml, PAGE_END, pageStart } from '../format/html.ts';
import type { LocalTime } from '../format/local-time.ts';
import { mediaHtml } from '../format/media-html.ts';
import { placeName } from '../language/town.ts';
import { named } from '../language/words.ts';
import type { ExportJob } from '../types.ts';
import { stampOf } from './record-clock.ts';
import { fieldsHtml, fieldsOf } from './record-fields.ts';
import { absentRecording, peopleNames, shownTexts } from './record-values.ts';

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;margin:0}details{color:GrayText;font-size:.85rem;margin:.5rem 0 1.5rem;overflow-wrap:anywhere}
article{border-top:1px solid #8884;padding:.8rem 0;break-inside:avoid}h2{font-size:1rem;margin:0;overflow-wrap:anywhere}
p{margin:.2rem 0;white-space:pre-wrap;overflow-wrap:anywhere}.h{color:GrayText;font-size:.85rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;font-size:.85rem;margin:.4rem 0}
dt{color:GrayText}dd{margin:0;overflow-wrap:anywhere}img,video{display:block;max-width:100%;max-height:28rem}`;

/** A file of a record in the export. */
export interface PlacedFile {
  readonly fileID: string;
  readonly path: string;
}

/** The files of a record. */
export interface RecordFiles {
  readonly placed: readonly PlacedFile[];
  /** Names of those that a redaction leaves out, with the words for that. */
  readonly leftOut: readonly string[];
}

/** Places the files of a record in the export. */
export type FilePlaces = (record: RecordView) => Promise<RecordFiles>;

/** The records of a kind as a self-contained HTML page; files that no browser shows or plays have a rendition. */
export async function* recordsHtml(
  { about, words, ofPerson }: Pick<ExportJob, 'about' | 'words' | 'ofPerson'>,
  kind: KindView,
  records: AsyncIterable<RecordView>,
  {
    clock,
    places,
    attachments,
  }: { readonly clock: LocalTime; readonly places: FilePlaces; readonly attachments: Attachments },
): AsyncGenerator<string, void, undefined> {
  const [one = kind.id, many = kind.id] = named(kind.names, words) ?? [];
  const title = ofPerson === undefined ? many : words.text.chat.ofPerson({ what: many, name: ofPerson });
  yield pageStart(title, STYLE, { language: words.language, about });
  yield `<h1>${escapeHtml(title)}</h1>\n`;
  yield `${aboutHtml(about, words)}\n<main>\n`;
  for await (const record of records) {
    const files = await places(record);
    await lookAt(files, attachments);
    yield recordHtml(kind, record, { name: one, clock, files: filesHtml(files, attachments) });
  }
  yield `</main>\n${PAGE_END}`;
}

/** A record as a card with its title, people, text, files and fields. */
export function recordHtml(
  kind: KindView,
  record: RecordView,
  {
    name,
    clock,
    files,
    id = record.key,
  }: {
    readonly name: string;
    readonly clock: LocalTime;
    readonly files: readonly string[];
    /** The id of the record in the page. Default: its key, which no other of its kind has. */
    readonly id?: string;
  },
): string {
  const { title: own, text } = shownTexts(record, kind, clock.words);
  const title = own ?? name;
  const head = [stampOf(record, kind, clock), peopleNames(record, clock.words), placeName(record, clock.words)].filter(
    (part) => part !== '' && part !== title,
  );
  const fields = fieldsOf(kind, { ...record, title: own, text }, clock, { hasNo: true });
  return [
    `<article id="${escapeHtml(id)}"><h2>${escapeHtml(title)}</h2>`,
    head.length === 0 ? '' : `<div class="h">${head.map(escapeHtml).join(' · ')}</div>`,
    text === null || text === title ? '' : `<p>${escapeHtml(text)}</p>`,
    ...absentRecording(record, kind, clock.words).map((line) => `<p class="h">${escapeHtml(line)}</p>`),
    ...files,
    fieldsHtml(fields, clock.words, escapeHtml),
    '</article>\n',
  ].join('');
}

/** Looks which files of a record need a copy that browsers play. */
export function lookAt({ placed }: RecordFiles, attachments: Attachments): Promise<void> {
  return attachments.look(placed.map(({ fileID, path }) => ({ fileID, name: path, isPresent: true })));
}

/** The files of a record, and the names of those left out; `up` is the relative path to the root of the export. */
export function filesHtml({ placed, leftOut }: RecordFiles, attachments: Attachments, up = ''): string[] {
  return [
    ...placed.map(({ fileID, path }) => {
      const label = escapeHtml(path.slice(path.lastIndexOf('/') + 1));
      return `<p>${mediaHtml(path, label, up, attachments.placeRendition(fileID, path, false))}</p>`;
    }),
    ...leftOut.map((name) => `<p><em>${escapeHtml(name)}</em></p>`),
  ];
}
