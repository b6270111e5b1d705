import { SafePaths } from '../../media/index.ts';
import type { ChatSource } from '../../views/index.ts';
import { chatFacts } from '../chats/chat-facts.ts';
import { exportedChats } from '../chats/chat-source.ts';
import { ThreadReplies } from '../chats/thread-replies.ts';
import { LocalTime } from '../format/local-time.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { messageItem } from './message-item.ts';
import { Numbering, pdfFiles } from './pdf-files.ts';

/** Folder of the PDFs, at least one per chat. */
const FOLDER = 'conversations';

/** Chats as PDFs; those of several apps share their numbers and paths. */
export async function* chatPdfs(
  chatSource: ChatSource,
  job: ExportJob,
  { numbering = new Numbering(job.request), paths = new SafePaths({ showsAll: true }) } = {},
): AsyncGenerator<ExportFile, void, undefined> {
  const source = exportedChats(chatSource, job);
  const clock = new LocalTime(job.request.timeZone, job.words);
  const table = chatSource.tables.messages;
  for await (const chat of source.chats()) {
    const items = async function* () {
      const threads = new ThreadReplies(chatSource, job, chat.key);
      for await (const batch of source.messages(chat)) {
        await threads.find(batch);
        for (const message of batch) {
          yield messageItem(message, { table, clock, files: job.files, replies: threads.of(message) });
        }
      }
    };
    const path = (part: string): string =>
      paths.place(FOLDER, `${chat.title.replaceAll('/', '_')} ${chat.key}${part}.pdf`, 'file');
    const facts = chatFacts(chat, clock);
    const picture = chat.photo?.state === 'present' ? chat.photo.fileID : null;
    const subject = { title: chat.title, of: 'messages', participants: chat.participants, facts, picture };
    yield* pdfFiles(job, { subject, items, path }, numbering);
  }
}
