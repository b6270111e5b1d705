import type { MessageView } from '../../contract/chat.ts';
import type { RecordView } from '../../contract/kinds.ts';
import type { PersonDetailView } from '../../contract/people.ts';
import { chatSources, getPerson, listKinds, listRecordsOf } from '../../views/index.ts';
import { chosenMessages } from '../chats/chat-source.ts';
import { chatExporter } from '../chats/export-chats.ts';
import { type IndexedFolder, indexPage } from '../format/index-page.ts';
import { titled } from '../language/people.ts';
import { named } from '../language/words.ts';
import { allItems } from '../paged.ts';
import { recordExporter } from '../records/export-records.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { within } from '../within.ts';
import { FolderPages } from './folder-pages.ts';

/**
 * All channels of persons in a format of chats: their direct chats and what they wrote in groups, a folder for each app,
 * and the records that name them, a folder for each kind that has the format. Web pages have one that leads to them all.
 */
export async function* channelFiles(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const keys = [...new Set(job.request.keys)];
  const persons: IndexedFolder[] = [];
  for (const key of keys) {
    const person = await getPerson(job.views, key, job.backup);
    const files = filesOf({ ...job, ofPerson: person.name }, person);
    if (keys.length === 1) {
      yield* files;
      continue;
    }
    const pages = new FolderPages(person.name, () => person.name);
    yield* pages.see(within(`${person.name} ${key}`, files));
    persons.push(...(pages.folder === null ? [] : [pages.folder]));
  }
  if (job.request.format === 'html' && keys.length > 1) yield indexPage(job, job.words.text.keepsake.people, persons);
}

/** The folders of a person, and their index if they are web pages. */
async function* filesOf(job: ExportJob, person: PersonDetailView): AsyncGenerator<ExportFile, void, undefined> {
  const folders: IndexedFolder[] = [];
  for await (const { title, chats, files } of foldersOf(job, person)) {
    const titleOf = (name: string): string => chats.find(({ key }) => name.endsWith(` ${key}`))?.title ?? title;
    const pages = new FolderPages(title, titleOf);
    yield* pages.see(within(title, files));
    folders.push(...(pages.folder === null ? [] : [pages.folder]));
  }
  if (job.request.format === 'html') yield indexPage(job, person.name, folders);
}

interface Folder {
  readonly title: string;
  /** The chats that it has pages of, by the keys at the end of their names; none for records. */
  readonly chats: readonly { readonly key: string; readonly title: string }[];
  readonly files: AsyncGenerator<ExportFile, void, undefined>;
}

async function* foldersOf(job: ExportJob, person: PersonDetailView): AsyncGenerator<Folder, void, undefined> {
  const own = new Set(person.handles.map(({ handle }) => handle));
  for (const source of chatSources) {
    const chats = person.chats
      .filter(({ app }) => app === source.artifact)
      .map(({ chat }) => ({ ...chat, title: titled(chat, job.words).title }));
    const app = job.words.artifact(source.artifact, job.views.titleOf(source.artifact));
    const files = (keys: string[], more: Partial<ExportJob> = {}): AsyncGenerator<ExportFile, void, undefined> =>
      chatExporter(source).files({ ...job, request: { ...job.request, keys }, ...more });
    const direct = chats.flatMap(({ kind, key }) => (kind === 'direct' ? key : []));
    if (direct.length > 0) yield { title: app, chats, files: files(direct) };
    const onlyOwn = ({ sender }: MessageView): boolean => sender.handle !== null && own.has(sender.handle);
    const groups: string[] = [];
    for (const { kind, key } of chats) {
      if (kind === 'direct') continue;
      const { onRecords: _, ...selection } = job;
      const first = await chosenMessages(source, { ...selection, isWanted: onlyOwn }, key, job.request).next();
      if (first.done !== true) groups.push(key);
    }
    const title = job.words.text.chat.groupsOf({ app });
    if (groups.length > 0) yield { title, chats, files: files(groups, { isWanted: onlyOwn }) };
  }
  yield* recordFoldersOf(job, person);
}

async function* recordFoldersOf(job: ExportJob, person: PersonDetailView): AsyncGenerator<Folder, void, undefined> {
  const { views, backup, request, words } = job;
  for (const id of new Set(person.records.map(({ kind }) => kind))) {
    const kind = listKinds().items.find((each) => each.id === id);
    const exporter = recordExporter(id);
    if (kind === undefined || exporter?.formats.includes(request.format) !== true) continue;
    const keys: string[] = [];
    const all = allItems<RecordView>((place) =>
      listRecordsOf(views, backup, id, person.key, { ...place, order: 'asc' }),
    );
    for await (const { key } of all) keys.push(key);
    if (keys.length === 0) continue;
    const [, title = id] = named(kind.names, words) ?? [];
    yield { title, chats: [], files: exporter.files({ ...job, request: { ...request, keys } }) };
  }
}
