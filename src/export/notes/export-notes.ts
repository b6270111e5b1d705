import type { NoteAttachmentView, NoteSummaryView, NoteView } from '../../contract/notes.ts';
import { SafePaths } from '../../media/index.ts';
import type { NoteDocument } from '../../model/notes/document.ts';
import { possibleKeys } from '../../model/notes/note-link.ts';
import { renderHtml } from '../../model/notes/render/html.ts';
import { renderMarkdown } from '../../model/notes/render/markdown.ts';
import type { RenderedAttachment, RenderOptions } from '../../model/notes/render/options.ts';
import { renderText } from '../../model/notes/render/text.ts';
import { attachmentLabel, attachmentLink, getNote, listNotes, pagesOf } from '../../views/index.ts';
import { aboutFacts } from '../about.ts';
import { Attachments, type ShownFile, textContents } from '../attachments.ts';
import type { Exporter } from '../exporter.ts';
import { sourcesHtml } from '../format/about-html.ts';
import { frontMatter, frontTime } from '../format/front-matter.ts';
import { escapeHtml, hrefOf, PAGE_END, pageStart } from '../format/html.ts';
import { indexPage } from '../format/index-page.ts';
import { jsonLines, type Line } from '../format/json-lines.ts';
import { LocalTime } from '../format/local-time.ts';
import { noteName } from '../format/note-name.ts';
import { noteAttachmentLabel, noteAttachmentWords } from '../language/note-attachment.ts';
import { byCode, type Words } from '../language/words.ts';
import { allItems, countItems } from '../paged.ts';
import { notePdfs } from '../pdf/note-pdfs.ts';
import { isWithin } from '../period.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { FolderPaths } from './folder-paths.ts';
import { isStillLocked, readNote } from './locked-notes.ts';
import { smartFolderList, smartFoldersOf } from './smart-folders.ts';

/** Table of the notes. */
const TABLE = 'notes';
/** Root folder of the notes. */
const FOLDER = 'notes';
/** Maximum length of a title in a file name, in UTF-16 code units. */
const MAX_TITLE = 80;
/** Maximum number of folders in each other that a path has. */
const MAX_DEPTH = 8;
const EXTENSIONS: Readonly<Record<string, string>> = { markdown: 'md', html: 'html', txt: 'txt' };
const PICTURES = new Set(['image', 'drawing']);

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem}
img{max-width:100%}table{border-collapse:collapse}td{border:1px solid #8886;padding:.3rem .6rem}footer{color:GrayText;font-size:.8rem}`;

/** Exports notes as one file each in their folders, or as JSON Lines; then the files they refer to. */
async function* exportNotes(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const paths = new SafePaths({ showsAll: true });
  const attachments = new Attachments(job, paths);
  const { format } = job.request;
  const folders = await FolderPaths.of(job);
  if (format === 'jsonl') {
    const contents = jsonLines(job.about, noteLines(job, attachments, folders));
    yield { path: 'notes.jsonl', modifiedAt: null, compress: true, contents };
    yield* attachments.take();
    yield* attachments.missing();
    return;
  }
  const places = await placesOf(job, paths, folders);
  for await (const note of notesOf(job)) {
    const path = places.get(note.key);
    if (path === undefined) continue;
    const up = '../'.repeat(path.split('/').length - 1);
    await (format === 'html' ? lookAtNote(note, attachments) : attachments.learnEndings(filesOf(note)));
    const contents = textContents(noteText(job, note, attachments, { up, places, folders }));
    yield { path, modifiedAt: note.modifiedAt, compress: true, contents };
    yield* attachments.take();
  }
  const smart = await smartFoldersOf(job);
  const lists: string[] = [];
  if (smart.length > 0) {
    const name = `${job.words.text.note.smartFolders}.${EXTENSIONS[format] ?? format}`;
    const path = paths.place(FOLDER, name, 'file');
    lists.push(path);
    const beside = new Map([...places].map(([key, place]) => [key, place.slice(FOLDER.length + 1)]));
    yield {
      path,
      modifiedAt: null,
      compress: true,
      contents: textContents(smartFolderList(smart, format, beside, job.words)),
    };
  }
  if (format === 'html' && places.size > 1) yield await notesIndex(job, { places, folders }, lists);
  yield* attachments.missing();
}

/** Paths of the notes by key, and their folders. */
interface Placement {
  readonly places: ReadonlyMap<string, string>;
  readonly folders: FolderPaths;
}

/** A page that leads to all notes by their folders, and to these lists of others. */
async function notesIndex(
  job: ExportJob,
  { places, folders }: Placement,
  lists: readonly string[],
): Promise<ExportFile> {
  const { about, request, words } = job;
  const { note: text, chat } = words.text;
  const clock = new LocalTime(request.timeZone, words);
  const byFolder = new Map<string, { path: string; title: string; line: string }[]>();
  for await (const note of wantedNotes(job)) {
    const { key, title, modifiedAt, bodyState } = note;
    const folder = folders.textOf(note) ?? text.notes;
    const pages = byFolder.get(folder) ?? [];
    const path = places.get(key);
    const parts = [clock.date(modifiedAt), bodyState === 'read' ? '' : byCode(text.states, bodyState)];
    if (path !== undefined) pages.push({ path, title, line: parts.filter((part) => part !== '').join(' · ') });
    byFolder.set(folder, pages);
  }
  const sections = [...byFolder].map(([title, pages]) => ({ title, pages }));
  const others = lists.map((path) => ({ path, title: text.smartFolders }));
  return indexPage(job, chat.ofPerson({ what: text.notes, name: about.backup.name }), [
    ...sections,
    ...(others.length === 0 ? [] : [{ title: text.smartFolders, pages: others }]),
  ]);
}

/** Paths of the notes by key, known before any is written because notes link to each other. */
async function placesOf(
  { views, backup, request, words }: ExportJob,
  paths: SafePaths,
  folders: FolderPaths,
): Promise<ReadonlyMap<string, string>> {
  const { format } = request;
  const taken = new Map<string, number>();
  const places = new Map<string, string>();
  for await (const note of wantedNotes({ views, backup, request })) {
    places.set(
      note.key,
      paths.place(FOLDER, `${nameOf(note, { format, folders, taken, words })}.${EXTENSIONS[format] ?? format}`, 'file'),
    );
  }
  return places;
}

/** Folders and title, with a number added to duplicates. */
function nameOf(
  note: NoteSummaryView,
  {
    format,
    folders,
    taken,
    words,
  }: {
    readonly format: string;
    readonly folders: FolderPaths;
    readonly taken: Map<string, number>;
    readonly words: Words;
  },
): string {
  const names = folders.namesOf(note).slice(0, MAX_DEPTH);
  const parts = [...(names.length === 0 ? [words.text.note.notes] : names), note.title.slice(0, MAX_TITLE)];
  const plain = (part: string): string => part.replaceAll('/', '_').trim() || '_';
  const name = parts.map(format === 'markdown' ? noteName : plain).join('/');
  const count = (taken.get(name) ?? 0) + 1;
  taken.set(name, count);
  return count === 1 ? name : `${name} (${count})`;
}

/** What selects notes. */
type NoteSelection = Pick<ExportJob, 'views' | 'backup' | 'request'>;

/** The notes with the requested keys, or all, that were last changed in the requested period. */
export async function* wantedNotes(selection: NoteSelection): AsyncGenerator<NoteSummaryView> {
  for await (const note of chosenNotes(selection)) if (isWithin(note.modifiedAt, selection.request)) yield note;
}

/** Those that are in no period, because it is not known when they were changed. */
async function* undatedNotes(selection: NoteSelection): AsyncGenerator<NoteSummaryView> {
  for await (const note of chosenNotes(selection)) if (note.modifiedAt === null) yield note;
}

async function* chosenNotes({ views, backup, request: { keys } }: NoteSelection): AsyncGenerator<NoteSummaryView> {
  const wanted = keys === undefined ? null : new Set(keys);
  const all = allItems<NoteSummaryView>((place) => listNotes(views, backup, { ...place, trashed: 'too' }));
  for await (const note of all) if (wanted === null || wanted.has(note.key)) yield note;
}

async function* notesOf(job: ExportJob): AsyncGenerator<NoteView, void, undefined> {
  for await (const { key } of wantedNotes(job)) yield await readNote(job, key);
}

/** Keys of the wanted notes whose text is encrypted. */
export async function* lockedNotes(selection: NoteSelection): AsyncGenerator<string, void, undefined> {
  for await (const note of wantedNotes(selection)) if (isStillLocked(note)) yield note.key;
}

async function* noteLines(
  job: ExportJob,
  files: Attachments,
  folders: FolderPaths,
): AsyncGenerator<Line, void, undefined> {
  for await (const note of notesOf(job)) {
    await files.learnEndings(filesOf(note));
    const attachments = note.attachments.map((attachment) => {
      const { file, isLocked } = attachment;
      return {
        ...attachment,
        path: files.place(file.fileID, fileName(attachment), file.state === 'present' && !isLocked),
      };
    });
    yield { type: 'note', ...note, folderPath: folders.namesOf(note), attachments };
  }
  for (const { folder, notes } of await smartFoldersOf(job)) {
    yield { type: 'smart-folder', ...folder, notes: notes?.map(({ key }) => key) ?? null };
  }
}

function noteText(
  job: ExportJob,
  note: NoteView,
  attachments: Attachments,
  { up, places, folders }: Placement & { readonly up: string },
): string {
  const { format } = job.request;
  const document = note.document as NoteDocument | null;
  const options = {
    ...renderOptions(note, attachments, { up, format, words: job.words }),
    note: (linked: string) => {
      const path = placeOf(places, linked);
      return path === null ? null : up + hrefOf(path);
    },
  };
  const facts = factsOf(note, folders, new LocalTime(job.request.timeZone, job.words));
  if (format === 'html') {
    const body = document === null ? `<h1>${escapeHtml(note.title)}</h1>` : renderHtml(document, options);
    const about = `${[...facts, ...aboutFacts(job.about)].map(escapeHtml).join('<br>')}${sourcesHtml(job.about, job.words)}`;
    return `${pageStart(note.title, STYLE, { hasInlineStyles: true, language: job.words.language })}<main>${body}</main><hr><footer>${about}</footer>${PAGE_END}`;
  }
  if (format === 'markdown') {
    return `${frontOf(job, note, folders)}\n${document === null ? '' : renderMarkdown(document, options)}\n`;
  }
  return `${facts.join('\n')}\n\n${document === null ? '' : renderText(document, { ...options, hasAddresses: true })}\n`;
}

/** Path of the note that an address leads to; null if it is not in the export. */
export function placeOf(places: ReadonlyMap<string, string>, linked: string): string | null {
  const key = possibleKeys(linked).find((each) => places.has(each));
  return key === undefined ? null : (places.get(key) ?? null);
}

/** Metadata as front matter that Obsidian reads. */
function frontOf({ about, request, words }: ExportJob, note: NoteView, folders: FolderPaths): string {
  const { text } = words;
  const clock = new LocalTime(request.timeZone, words);
  return frontMatter({
    title: note.title,
    folder: folders.textOf(note),
    account: note.account,
    created: frontTime(clock.iso(note.createdAt)),
    modified: frontTime(clock.iso(note.modifiedAt)),
    // Obsidian's tags have no spaces and no #.
    tags: note.tags.map((tag) => tag.replace(/^#/, '').replace(/[^\p{L}\p{M}\p{N}_/-]+/gu, '-')),
    kind: note.isQuickNote ? text.note.quickNote : null,
    shared_with: sharedNames(note, words),
    state: note.isTrashed ? text.note.trashed : note.isDeleted ? text.note.deleted : null,
    text: note.document === null ? note.bodyState : null,
    key: note.key,
    source: `${about.backup.name}, ${about.madeBy}`,
  });
}

/** Metadata as `key: value` lines in the language of the export, including why the text cannot be read. */
export function factsOf(note: NoteView, folders: FolderPaths, clock: LocalTime): string[] {
  const { words } = clock;
  const text = words.text.note;
  const state = note.isTrashed ? text.trashed : note.isDeleted ? text.deleted : null;
  const names = sharedNames(note, words);
  return [
    text.title({ value: note.title }),
    text.folder({ value: folders.textOf(note) ?? '' }),
    text.account({ value: note.account ?? '' }),
    text.created({ value: clock.exact(note.createdAt) }),
    text.modified({ value: clock.exact(note.modifiedAt) }),
    ...(note.tags.length === 0 ? [] : [text.tags({ value: note.tags.join(' ') })]),
    ...(note.isQuickNote ? [text.kind({ value: text.quickNote })] : []),
    ...(names.length === 0 ? [] : [text.sharedWith({ value: names.join(', ') })]),
    ...(state === null ? [] : [text.state({ value: state })]),
    ...(note.document === null ? [text.text({ value: byCode(text.states, note.bodyState) })] : []),
  ].map((line) => line.replace(/\p{Cc}+/gu, ' '));
}

/** People a note is shared with, without the owner of the phone. */
function sharedNames({ participants }: NoteView, { text }: Words): string[] {
  return participants
    .filter(({ isMe }) => isMe !== true)
    .map(
      ({ name, email, phone }) => [name, email, phone].find((each) => typeof each === 'string') ?? text.note.somebody,
    );
}

/** How the attachments of a note are rendered, which are placed in the export. */
export function renderOptions(
  note: NoteView,
  attachments: Attachments,
  { up, format, words }: { readonly up: string; readonly format: string; readonly words: Words },
): RenderOptions {
  const byKey = new Map(note.attachments.map((attachment) => [attachment.key, attachment]));
  const rendered = (found: NoteAttachmentView): RenderedAttachment => {
    const isOwn = found.file.state === 'present' && !found.isLocked;
    const link = isOwn ? null : attachmentLink(found);
    const [fileID, name] = isOwn ? [found.file.fileID, fileName(found)] : [found.preview, found.name];
    const path = link === null ? attachments.place(fileID, name, true) : null;
    const playable = format === 'html' && path !== null ? playableOf(found, fileID, path, attachments) : null;
    return {
      ...(playable === null ? {} : { playable: { ...playable, href: up + hrefOf(playable.href) } }),
      href: link ?? (path === null ? null : up + hrefOf(path)),
      name: format !== 'txt' ? noteAttachmentLabel(found, words) : noteAttachmentWords(found, words),
      isImage: path !== null && (!isOwn || PICTURES.has(found.kind)),
      said: found.transcript,
    };
  };
  return {
    attachment: ({ id }) => {
      const found = byKey.get(id);
      if (found === undefined) return null;
      const pages = pagesOf(id, note.attachments);
      return pages.length === 0 ? rendered(found) : { ...rendered(found), pages: pages.map(rendered) };
    },
  };
}

/** What browsers show or play of a file: a copy of HEIC and of sound that only some play, and films and sound themselves. */
function playableOf(
  { kind }: NoteAttachmentView,
  fileID: string | null,
  path: string,
  attachments: Attachments,
): { readonly kind: 'image' | 'audio' | 'video'; readonly href: string } | null {
  const rendition = fileID === null ? null : attachments.placeRendition(fileID, path, kind === 'drawing');
  if (rendition !== null) return { kind: kindOf(rendition), href: rendition };
  if (/\.(?:m4a|mp3|aac|wav)$/i.test(path)) return { kind: 'audio', href: path };
  return /\.(?:mp4|mov|m4v)$/i.test(path) ? { kind: 'video', href: path } : null;
}

function kindOf(rendition: string): 'image' | 'audio' | 'video' {
  if (rendition.endsWith('.mp4')) return 'video';
  return rendition.endsWith('.m4a') ? 'audio' : 'image';
}

/** Looks which endings the files of a note have, and which of its films need a copy that browsers play. */
export async function lookAtNote(note: NoteView, attachments: Attachments): Promise<void> {
  const files = filesOf(note);
  await attachments.learnEndings(files);
  await attachments.look(files);
}

function filesOf({ attachments }: NoteView): ShownFile[] {
  return attachments.map((each) => ({
    fileID: each.file.fileID,
    name: fileName(each),
    isPresent: each.file.state === 'present' && !each.isLocked,
  }));
}

/** Name of an attachment file. Scans and PDFs without a name need the extension to be opened. */
function fileName({ name, kind, uti }: NoteView['attachments'][number]): string | null {
  const isDocument = kind === 'scan' || kind === 'pdf';
  return name ?? (isDocument ? `${attachmentLabel({ name, url: null, kind }) ?? uti}.pdf` : null);
}

/** Exporter of notes. */
export const notesExporter: Exporter = {
  what: 'notes',
  formats: ['markdown', 'html', 'pdf', 'txt', 'jsonl'],
  artifacts: ['notes'],
  filePerRecord: ['html', 'txt', 'markdown'],
  async check({ views }, backup, { keys = [] }) {
    for (const key of keys) await getNote(views, backup, key);
  },
  counted: 'notes',
  lockedNotes: ({ views }, backup, request) => lockedNotes({ views, backup, request }),
  schema: async () => (await import('./note-schema.ts')).noteSchema(),
  count: ({ views }, backup, request) => countItems(wantedNotes({ views, backup, request })),
  countUndated: ({ views }, backup, request) => countItems(undatedNotes({ views, backup, request })),
  files: (job) => (job.request.format === 'pdf' ? notePdfs(job, TABLE, () => notesOf(job)) : exportNotes(job)),
};
