import type { ChatView, MessageView } from '../../contract/chat.ts';
import type { SafePaths } from '../../media/index.ts';
import type { Attachments } from '../attachments.ts';
import type { ExportedChats } from '../chats/chat-source.ts';
import type { LocalTime } from '../format/local-time.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { rsmfFile } from './rsmf-file.ts';

/** Folder of the files. */
const FOLDER = 'rsmf';
/** Maximum number of events of a file: Relativity advises against more. */
const MAX_EVENTS = 10_000;

/** Chats for e-discovery: a file for each chat and day, as Relativity advises. */
export async function* chatRsmfs(
  job: ExportJob,
  source: ExportedChats,
  {
    paths,
    clock,
    app,
    attachments,
  }: {
    readonly paths: SafePaths;
    readonly clock: LocalTime;
    readonly app: string;
    readonly attachments: Attachments;
  },
): AsyncGenerator<ExportFile, void, undefined> {
  for await (const chat of source.chats()) {
    const folder = `${chat.title.replaceAll('/', '_')} ${chat.key}`;
    for await (const { name, messages } of slices(source.messages(chat), clock)) {
      const path = paths.place(FOLDER, `${folder}/${name}.rsmf`, 'file');
      const contents = rsmfFile(job, { chat, app, name, messages }, { clock, attachments });
      yield { path, modifiedAt: lastOf(messages) ?? chat.lastAt, compress: true, contents };
      yield* attachments.take();
    }
  }
}

interface Slice {
  readonly name: string;
  readonly messages: readonly MessageView[];
}

/** Messages by day in the zone of the export; those without a time by themselves. Names are unique. */
async function* slices(
  messages: AsyncIterable<readonly MessageView[]>,
  clock: LocalTime,
): AsyncGenerator<Slice, void, undefined> {
  const taken = new Map<string, number>();
  const named = (day: string, of: readonly MessageView[]): Slice => {
    const count = (taken.get(day) ?? 0) + 1;
    taken.set(day, count);
    return { name: count === 1 ? day : `${day} (${count})`, messages: of };
  };
  let day = '';
  let slice: MessageView[] = [];
  for await (const batch of messages) {
    for (const message of batch) {
      const today = clock.day(message.sentAt) || 'undated';
      if (slice.length > 0 && (today !== day || slice.length === MAX_EVENTS)) {
        yield named(day, slice);
        slice = [];
      }
      day = today;
      slice.push(message);
    }
  }
  if (slice.length > 0) yield named(day, slice);
}

function lastOf(messages: readonly MessageView[]): ChatView['lastAt'] {
  return messages.at(-1)?.sentAt ?? null;
}
