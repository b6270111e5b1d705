import type { MessageView } from '../../contract/chat.ts';
import type { RecordView } from '../../contract/kinds.ts';
import type { PersonDetailView } from '../../contract/people.ts';
import { chatSources, getPerson, listKinds, listRecordsOf } from '../../views/index.ts';
import { chosenMessages } from '../chats/chat-source.ts';
import { chatExporter } from '../chats/export-chats.ts';
import { named } from '../language/words.ts';
import { allItems } from '../paged.ts';
import { recordExporter } from '../records/export-records.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { within } from '../within.ts';

/**
 * All channels of persons in a format of chats: their direct chats and what they wrote in groups, a folder for each app,
 * and the records that name them, a folder for each kind that has the format.
 */
export async function* channelFiles(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const { keys = [] } = job.request;
  for (const key of new Set(keys)) {
    const person = await getPerson(job.views, key, job.backup);
    const files = filesOf(job, person);
    yield* keys.length === 1 ? files : within(`${person.name} ${key}`, files);
  }
}

async function* filesOf(job: ExportJob, person: PersonDetailView): AsyncGenerator<ExportFile, void, undefined> {
  const own = new Set(person.handles.map(({ handle }) => handle));
  for (const source of chatSources) {
    const chats = person.chats.filter(({ app }) => app === source.artifact).map(({ chat }) => chat);
    const app = job.words.artifact(source.artifact, job.views.titleOf(source.artifact));
    const files = (keys: string[], more: Partial<ExportJob> = {}): AsyncGenerator<ExportFile, void, undefined> =>
      chatExporter(source).files({ ...job, request: { ...job.request, keys }, ...more });
    const direct = chats.flatMap(({ kind, key }) => (kind === 'direct' ? key : []));
    if (direct.length > 0) yield* within(app, files(direct));
    const onlyOwn = ({ sender }: MessageView): boolean => sender.handle !== null && own.has(sender.handle);
    const groups: string[] = [];
    for (const { kind, key } of chats) {
      if (kind === 'direct') continue;
      const { onRecords: _, ...selection } = job;
      const first = await chosenMessages(source, { ...selection, isWanted: onlyOwn }, key, job.request).next();
      if (first.done !== true) groups.push(key);
    }
    if (groups.length > 0) yield* within(job.words.text.chat.groupsOf({ app }), files(groups, { isWanted: onlyOwn }));
  }
  yield* recordFilesOf(job, person);
}

async function* recordFilesOf(job: ExportJob, person: PersonDetailView): AsyncGenerator<ExportFile, void, undefined> {
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
    const [, many = id] = named(kind.names, words) ?? [];
    yield* within(many, exporter.files({ ...job, request: { ...request, keys } }));
  }
}
