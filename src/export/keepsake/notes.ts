import type { NoteDocument } from '../../model/notes/document.ts';
import { renderHtml } from '../../model/notes/render/html.ts';
import { renderText } from '../../model/notes/render/text.ts';
import { textContents } from '../attachments.ts';
import { escapeHtml } from '../format/html.ts';
import { byCode } from '../language/words.ts';
import { factsOf, lookAtNote, placeOf, renderOptions, wantedNotes } from '../notes/export-notes.ts';
import { FolderPaths } from '../notes/folder-paths.ts';
import { readNote } from '../notes/locked-notes.ts';
import type { ExportFile } from '../types.ts';
import type { Kit, Section } from './kit.ts';
import { keepsakePage } from './page.ts';
import { PageWriter } from './page-writer.ts';

/** Folder of the notes. */
const FOLDER = 'notes';
/** Table whose kind is shown here. */
export const NOTE_TABLE = 'notes';
/** Name of the export. */
export const NOTES = 'notes';
/** Notes of a page of the list. */
const LIST_SIZE = 500;

/** All notes, a page each, and their list by folder. */
export async function* noteFiles(kit: Kit): AsyncGenerator<ExportFile, Section | null, undefined> {
  const { job, clock, attachments, search, sections } = kit;
  const { words } = job;
  const { text: texts } = words;
  const { keys: _, ...request } = job.request;
  const selection = { ...job, request };
  const folders = await FolderPaths.of(job);
  const places = new Map<string, string>();
  for await (const { key } of wantedNotes(selection)) places.set(key, `${places.size + 1}.html`);
  search.begin(texts.keepsake.notes, texts.keepsake.notes);
  const listed: { readonly heading: string; readonly html: string }[] = [];
  for await (const summary of wantedNotes(selection)) {
    const name = places.get(summary.key);
    if (name === undefined) continue;
    const note = await readNote(job, summary.key);
    await lookAtNote(note, attachments);
    const document = note.document as NoteDocument | null;
    const options = {
      ...renderOptions(note, attachments, { up: '../../', format: 'html', words }),
      note: (linked: string) => placeOf(places, linked),
    };
    const title = `<h1>${escapeHtml(note.title)}</h1>`;
    const text =
      document === null
        ? `${title}<p>${escapeHtml(texts.note.unreadable({ state: byCode(texts.note.states, note.bodyState) }))}</p>`
        : `<div class="note">${renderHtml(document, options)}</div>`;
    const facts = factsOf(note, folders, clock).map((fact) => `${escapeHtml(fact)}<br>`);
    const body = `${text}<footer class="p">${facts.join('')}</footer>`;
    const path = `${FOLDER}/n/${name}`;
    const parts = { title: note.title, words, path, sections, body, hasInlineStyles: true };
    yield { path, modifiedAt: note.modifiedAt, compress: true, contents: textContents(keepsakePage(parts)) };
    yield* attachments.take();
    const stamp = clock.stamp(note.modifiedAt);
    const said = document === null ? (note.snippet ?? '') : renderText(document, options);
    search.add({ address: path, title: note.title, stamp, at: note.modifiedAt, text: said });
    yield* search.take();
    listed.push({
      heading: folders.textOf(note) ?? texts.keepsake.noFolder,
      html: `<li><a href="n/${name}">${escapeHtml(note.title)}</a><div class="p">${stamp}</div><div>${escapeHtml(note.snippet ?? '')}</div></li>\n`,
    });
  }
  const list = new PageWriter({
    folder: FOLDER,
    title: texts.keepsake.notes,
    words,
    size: LIST_SIZE,
    sections,
    around: ['<ul class="l">\n', '</ul>'],
    counted: (count) => texts.counted.notes({ count }),
  });
  for (const [heading, notes] of Map.groupBy(listed, (note) => note.heading)) {
    for (const { html } of notes) list.add({ html, heading, group: heading });
    yield* list.take();
  }
  yield* list.end();
  if (list.count === 0) return null;
  return {
    name: texts.keepsake.notes,
    area: 'documents',
    path: list.entrance,
    size: texts.counted.notes({ count: listed.length }),
  };
}
