import type { RecordView } from '../../contract/kinds.ts';
import type { PersonDetailView } from '../../contract/people.ts';
import { msg } from '../../locales/messages.ts';
import { SafePaths } from '../../media/index.ts';
import { DomainError } from '../../model/errors.ts';
import { chatSources, getPerson, listKinds, listRecordsOf } from '../../views/index.ts';
import { channelFiles } from '../channels/channel-files.ts';
import { exportedChats } from '../chats/chat-source.ts';
import { CHAT_FORMATS } from '../chats/export-chats.ts';
import type { Exporter } from '../exporter.ts';
import { LocalTime } from '../format/local-time.ts';
import { titled } from '../language/people.ts';
import { named } from '../language/words.ts';
import { allItems } from '../paged.ts';
import { isWithin } from '../period.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { chatPdfs } from './chat-pdfs.ts';
import { messageItem } from './message-item.ts';
import { Numbering, pdfFiles } from './pdf-files.ts';
import { recordItem } from './record-item.ts';

/** What the PDFs of an export share. */
interface Shared {
  readonly numbering: Numbering;
  readonly paths: SafePaths;
}

/** All channels of persons: their direct chats, what they wrote in groups, and the records that name them, a PDF for each. */
async function* channelPdfs(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const numbering = new Numbering(job.request);
  const paths = new SafePaths({ showsAll: true });
  for (const key of job.request.keys ?? []) {
    const person = await getPerson(job.views, key, job.backup);
    for (const source of chatSources) {
      const keys = directChats(person, source.artifact);
      if (keys.length === 0) continue;
      yield* chatPdfs(source, { ...job, request: { ...job.request, keys } }, { numbering, paths });
    }
    yield* inGroups(job, person, { numbering, paths });
    yield* otherRecords(job, person, { numbering, paths });
  }
}

/** The person's messages in groups, a PDF for each group. */
async function* inGroups(
  job: ExportJob,
  { name, handles, chats }: PersonDetailView,
  { numbering, paths }: Shared,
): AsyncGenerator<ExportFile, void, undefined> {
  const clock = new LocalTime(job.request.timeZone, job.words);
  const own = new Set(handles.map(({ handle }) => handle));
  for (const { app, chat } of chats) {
    const source = chatSources.find(({ artifact }) => artifact === app);
    if (source === undefined || chat.kind === 'direct') continue;
    const group = titled(chat, job.words).title;
    const title = job.words.text.chat.inGroup({ name, group });
    yield* pdfFiles(
      job,
      {
        subject: { title, of: 'messages', participants: handles.map(({ text }) => ({ name, handleText: text })) },
        isOptional: true,
        async *items() {
          for await (const page of exportedChats(source, job).messages(chat)) {
            for (const message of page) {
              if (message.sender.handle === null || !own.has(message.sender.handle)) continue;
              yield messageItem(message, { table: source.tables.messages, clock, files: job.files });
            }
          }
        },
        path: (part) => paths.place('groups', `${title.replaceAll('/', '_')} ${chat.key}${part}.pdf`, 'file'),
      },
      numbering,
    );
  }
}

async function* otherRecords(
  job: ExportJob,
  person: PersonDetailView,
  { numbering, paths }: Shared,
): AsyncGenerator<ExportFile, void, undefined> {
  const { views, backup, request, files } = job;
  const clock = new LocalTime(request.timeZone, job.words);
  for (const id of new Set(person.records.map(({ kind }) => kind))) {
    const kind = listKinds().items.find((each) => each.id === id);
    if (kind === undefined) continue;
    const isSortable = kind.columns.some((column) => column.name === kind.roles.at && column.isSortable);
    const order = { order: 'asc' as const, ...(isSortable && kind.roles.at !== null ? { sort: kind.roles.at } : {}) };
    const [, many = id] = named(kind.names, job.words) ?? [];
    const title = job.words.text.chat.ofPerson({ what: many, name: person.name });
    yield* pdfFiles(
      job,
      {
        subject: {
          title,
          of: 'records',
          participants: person.handles.map(({ text }) => ({ name: person.name, handleText: text })),
        },
        isOptional: true,
        async *items() {
          const all = allItems<RecordView>((place) =>
            listRecordsOf(views, backup, id, person.key, { ...place, ...order }),
          );
          for await (const record of all) {
            if (isWithin(record.at, request)) yield await recordItem(record, kind, clock, files);
          }
        },
        path: (part) => paths.place('records', `${title.replaceAll('/', '_')}${part}.pdf`, 'file'),
      },
      numbering,
    );
  }
}

function directChats({ chats }: PersonDetailView, artifact: string): string[] {
  return chats.flatMap(({ app, chat }) => (app === artifact && chat.kind === 'direct' ? chat.key : []));
}

/** The same as of chats, PDF first. */
const FORMATS: readonly string[] = ['pdf', ...CHAT_FORMATS.filter((format) => format !== 'pdf')];

/** Exporter of all channels of persons, by their keys. */
export const channelsExporter: Exporter = {
  what: 'channels',
  formats: FORMATS,
  artifacts: null,
  filePerRecord: FORMATS,
  async check({ views }, backup, { keys = [] }) {
    if (keys.length === 0) throw new DomainError('BAD_REQUEST', msg('detail.persons-expected'));
    for (const key of keys) await getPerson(views, key, backup);
  },
  async name({ views }, backup, { keys = [] }) {
    return keys.length === 1 ? (await getPerson(views, keys[0] ?? '', backup)).name : null;
  },
  counted: 'people',
  count: async (_ctx, _backup, { keys = [] }) => keys.length,
  files: (job) => (job.request.format === 'pdf' ? channelPdfs(job) : channelFiles(job)),
};
