import type { ExportRequest } from '../../contract/export.ts';
import { type KeepsakeOptions, KeepsakeOptionsSchema } from '../../contract/keepsake.ts';
import { msg } from '../../locales/messages.ts';
import { SafePaths } from '../../media/index.ts';
import { DomainError } from '../../model/errors.ts';
import { chatSources, listKindCounts, listKinds } from '../../views/index.ts';
import { Attachments, textContents } from '../attachments.ts';
import { countMessages } from '../chats/chat-source.ts';
import type { Exporter } from '../exporter.ts';
import { LocalTime } from '../format/local-time.ts';
import type { Words } from '../language/words.ts';
import { lockedNotes } from '../notes/export-notes.ts';
import type { ExportContext, ExportFile, ExportJob } from '../types.ts';
import { chatFiles, isChosenApp } from './chats.ts';
import type { Kit, Section } from './kit.ts';
import { NOTE_TABLE, NOTES, noteFiles } from './notes.ts';
import { overview } from './overview.ts';
import { type SectionLink, STYLE_PATH } from './page.ts';
import { PHOTO_ARTIFACT, PHOTOS, photoFiles } from './photos.ts';
import { listedKinds, recordFiles } from './records.ts';
import { SearchIndex } from './search/search-index.ts';
import { searchPage } from './search/search-page.ts';
import { KEEPSAKE_STYLE } from './style.ts';

/** A folder of pages that opens from a disk in any browser, with a search. The overview is its last file. */
async function* keepsakeFiles(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const options = optionsOf(job.request);
  const has = await partsOf(job, options);
  const kit: Kit = {
    job,
    options,
    clock: new LocalTime(job.request.timeZone, job.words),
    attachments: new Attachments(job, new SafePaths({ showsAll: true })),
    search: new SearchIndex(),
    sections: navigation(has, job.words),
  };
  yield file(STYLE_PATH, KEEPSAKE_STYLE);
  const found: (Section | null)[] = [];
  if (has.chats) found.push(yield* chatFiles(kit));
  if (has.photos) found.push(...(yield* photoFiles(kit)));
  if (has.notes) found.push(yield* noteFiles(kit));
  found.push(...(yield* recordFiles(kit)));
  yield* kit.search.end();
  yield* searchPage(kit.sections, job.words);
  yield* kit.attachments.missing();
  const sections = found.filter((section) => section !== null);
  yield file('index.html', overview(job, kit.sections, sections));
}

function file(path: string, text: string): ExportFile {
  return { path, modifiedAt: null, compress: true, contents: textContents(text) };
}

/** Parts with pages of their own form. */
interface Parts {
  readonly chats: boolean;
  readonly photos: boolean;
  readonly notes: boolean;
}

/** The parts that are wanted and that the backup has. */
async function partsOf({ views, backup }: ExportJob, options: KeepsakeOptions): Promise<Parts> {
  const { items } = await listKindCounts(views, backup);
  const counts = new Map(items.map(({ kind, count }) => [kind, count ?? 0]));
  const hasAny = (isOf: (kind: ReturnType<typeof listKinds>['items'][number]) => boolean): boolean =>
    listKinds().items.some((kind) => isOf(kind) && (counts.get(kind.id) ?? 0) > 0);
  const apps = chatSources.filter((source) => isChosenApp(source, options)).map(({ tables }) => tables.messages);
  return {
    chats: hasAny(({ table }) => apps.includes(table)),
    photos: isIn(PHOTOS, options) && hasAny(({ artifact }) => artifact === PHOTO_ARTIFACT),
    notes: hasNotes(options) && hasAny(({ table }) => table === NOTE_TABLE),
  };
}

function isIn(name: string, { include, chats }: KeepsakeOptions): boolean {
  return include === undefined ? chats === undefined : include.includes(name);
}

function hasNotes(options: KeepsakeOptions): boolean {
  return isIn(NOTES, options);
}

// oxlint-disable-next-line require-yield -- there are none
async function* nothing(): AsyncGenerator<string> {}

function navigation({ chats, photos, notes }: Parts, { text: { keepsake } }: Words): SectionLink[] {
  return [
    ...(chats ? [{ name: keepsake.chats, path: 'chats/1.html' }] : []),
    ...(photos ? [{ name: keepsake.photos, path: 'photos/1.html' }] : []),
    ...(notes ? [{ name: keepsake.notes, path: 'notes/1.html' }] : []),
  ];
}

function optionsOf({ keepsake }: ExportRequest): KeepsakeOptions {
  return keepsake ?? KeepsakeOptionsSchema.parse({});
}

async function check({ views }: ExportContext, backup: string, request: ExportRequest): Promise<void> {
  const { include = [], chats = [] } = optionsOf(request);
  if (request.keys !== undefined || request.query !== undefined) {
    throw new DomainError('BAD_REQUEST', msg('detail.keepsake-chooses'));
  }
  const known = [
    PHOTOS,
    NOTES,
    ...chatSources.map(({ exportName }) => exportName),
    ...listedKinds().map(({ id }) => id),
  ];
  for (const what of include) {
    if (!known.includes(what)) {
      throw new DomainError('BAD_REQUEST', msg('detail.unknown-export', { what, known: known.join(', ') }));
    }
  }
  for (const { app, key } of chats) {
    const source = chatSources.find(({ exportName }) => exportName === app);
    if (source === undefined) {
      const names = chatSources.map(({ exportName }) => exportName).join(', ');
      throw new DomainError('BAD_REQUEST', msg('detail.unknown-export', { what: app, known: names }));
    }
    await source.get(views, backup, key);
  }
}

async function count({ views }: ExportContext, backup: string, request: ExportRequest): Promise<number> {
  const options = optionsOf(request);
  let total = 0;
  for (const source of chatSources.filter((each) => isChosenApp(each, options))) {
    const keys = options.chats?.filter(({ app }) => app === source.exportName).map(({ key }) => key);
    const { keys: _, ...rest } = request;
    total += await countMessages(source, { views, backup, request: keys === undefined ? rest : { ...rest, keys } });
  }
  return total;
}

/** Exporter of a whole backup, or of what was chosen of it, as pages for browsers. */
export const keepsakeExporter: Exporter = {
  what: 'keepsake',
  formats: ['html'],
  filePerRecord: ['html'],
  artifacts: null,
  check,
  keysSelectNone: true,
  lockedNotes: ({ views }, backup, request) =>
    hasNotes(optionsOf(request)) ? lockedNotes({ views, backup, request }) : nothing(),
  counted: 'keepsake',
  count,
  isPart: (request) => {
    const { include, chats } = optionsOf(request);
    return include !== undefined || chats !== undefined || request.photos?.filter !== undefined;
  },
  files: keepsakeFiles,
};
