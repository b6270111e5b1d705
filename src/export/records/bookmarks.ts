import type { KindView, RecordView } from '../../contract/kinds.ts';
import { aboutLines } from '../about.ts';
import { escapeHtml } from '../format/html.ts';
import type { ExportJob } from '../types.ts';

/** The column with the address that a record is about: it is part of its title. Null if the kind has none. */
export function addressColumn({ columns, roles }: KindView): string | null {
  return columns.find(({ name, format }) => format === 'url' && roles.title.includes(name))?.name ?? null;
}

/** Column with the folder of a record, as of bookmarks. */
const FOLDER = 'folder';

/** Addresses as a file of bookmarks, which every browser imports (Netscape's format). */
export async function* bookmarksHtml(
  { about }: Pick<ExportJob, 'about'>,
  kind: KindView,
  records: AsyncIterable<RecordView>,
): AsyncGenerator<string, void, undefined> {
  const [, many = kind.id] = kind.names['en'] ?? [];
  const column = addressColumn(kind) ?? '';
  // A comment must not have two hyphens in a row.
  const lines = aboutLines(about).map((line) => escapeHtml(line).replace(/-(?=-|$)/g, '- '));
  yield '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n' +
    `<!-- ${lines.join('\n     ')} -->\n` +
    '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n' +
    '<META HTTP-EQUIV="Content-Security-Policy" CONTENT="default-src \'none\'">\n' +
    `<TITLE>${escapeHtml(many)}</TITLE>\n<H1>${escapeHtml(many)}</H1>\n<DL><p>\n`;
  let folder: string | null = null;
  for await (const record of records) {
    const address = record.values[column];
    if (typeof address !== 'string' || address === '') continue;
    const inside = folderOf(record);
    if (inside !== folder) yield `${folder === null ? '' : '</DL><p>\n'}${inside === null ? '' : folderStart(inside)}`;
    folder = inside;
    yield bookmark(record, address);
  }
  yield `${folder === null ? '' : '</DL><p>\n'}</DL><p>\n`;
}

function folderOf({ values }: RecordView): string | null {
  const folder = values[FOLDER];
  return typeof folder === 'string' && folder !== '' ? folder : null;
}

function folderStart(name: string): string {
  return `<DT><H3>${escapeHtml(oneLine(name))}</H3>\n<DL><p>\n`;
}

/** Only addresses of the web can be clicked: a script would run in the page of this file. */
function bookmark({ title, at }: RecordView, address: string): string {
  const isSafe = /^(?:https?|ftp|mailto):/i.test(address);
  const added = at === null ? '' : ` ADD_DATE="${Math.trunc(at / 1000)}"`;
  const href = isSafe ? address.replace(/[\s\p{Cc}]/gu, encodeURIComponent) : 'about:blank';
  const note = isSafe ? '' : `<DD>${escapeHtml(oneLine(address))}\n`;
  return `<DT><A HREF="${escapeHtml(href)}"${added}>${escapeHtml(oneLine(title ?? address))}</A>\n${note}`;
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
