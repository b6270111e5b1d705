import type { AttachmentView, ChatView, MessageView } from '../../contract/chat.ts';
import { msg } from '../../locales/messages.ts';
import { SafePaths } from '../../media/index.ts';
import { DomainError } from '../../model/errors.ts';
import {
  type ChatSource,
  isPlainMessage,
  type MessageBatch,
  marksOfKind,
  NAMING_ARTIFACT,
  type PlainMessage,
  type Reactions,
} from '../../views/index.ts';
import { Attachments } from '../attachments.ts';
import type { Exporter } from '../exporter.ts';
import type { CsvCell } from '../format/csv.ts';
import { jsonLines, LINES_CHUNK, type Line } from '../format/json-lines.ts';
import { LocalTime } from '../format/local-time.ts';
import { isTableFormat, TABLE_FORMATS, tableFile } from '../format/table-file.ts';
import { periodName } from '../period.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { chatFacts } from './chat-facts.ts';
import { chatPages } from './chat-pages.ts';
import { pictureFacts } from './chat-picture.ts';
import { countMessages, type ExportedChats, exportedChats } from './chat-source.ts';
import { MARK_COLUMNS, MESSAGE_COLUMNS, markCells, messageRow } from './chats-csv.ts';
import { chatText } from './chats-text.ts';
import { MessageTemplates } from './message-templates.ts';

/** Folder of the texts, one per chat. */
const FOLDER = 'conversations';

/** Formats of chats, most readable first. */
export const CHAT_FORMATS = [
  'html',
  'pdf',
  'txt',
  ...TABLE_FORMATS,
  'json',
  'jsonl',
  'markdown',
  'whatsapp-txt',
  'mbox',
  'rsmf',
];

/** Formats in which messages can be newest first. In the others, each file is a conversation as programs expect it. */
const ORDERED = CHAT_FORMATS.filter((format) => !['whatsapp-txt', 'mbox', 'rsmf'].includes(format));

/** Creates the exporter of an app's chats. */
export function chatExporter(source: ChatSource): Exporter {
  return {
    what: source.exportName,
    formats: [...CHAT_FORMATS],
    artifacts: [source.artifact, NAMING_ARTIFACT],
    filePerKey: ['html', 'pdf', 'txt'],
    async check({ views }, backup, request) {
      for (const key of request.keys ?? []) await source.get(views, backup, key);
      if (request.messages === undefined) return;
      const wanted = new Set(request.messages).size;
      if (
        (await countMessages(source, { views, backup, request: { ...request, from: undefined, to: undefined } })) <
        wanted
      ) {
        throw new DomainError('NOT_FOUND', msg('detail.no-message'));
      }
    },
    async name({ views }, backup, { keys, from, to, timeZone }) {
      if (keys?.length !== 1) return null;
      const { title, firstAt, lastAt } = await source.get(views, backup, keys[0] ?? '');
      if (from !== undefined || to !== undefined || firstAt === null || lastAt === null) return title;
      return `${title} ${periodName({ from: firstAt, to: lastAt + 1, timeZone })}`;
    },
    hasOrder: ORDERED,
    countsQuickly: true,
    counted: 'messages',
    schema: async () => (await import('./chat-schema.ts')).chatSchema(),
    count: ({ views }, backup, request) => countMessages(source, { views, backup, request }),
    files: (job) => exportChats(source, job),
  };
}

/** Exports chats as one page or text each, or as one table or JSON file; then the files they refer to. */
async function* exportChats(chatSource: ChatSource, job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const source = exportedChats(chatSource, job);
  const paths = new SafePaths();
  const attachments = new Attachments(job, paths);
  const clock = new LocalTime(job.request.timeZone, job.words);
  const { format } = job.request;
  // Formats that load much are loaded when they are asked for.
  if (format === 'pdf') {
    const { chatPdfs } = await import('../pdf/chat-pdfs.ts');
    yield* chatPdfs(chatSource, job);
    return;
  }
  if (format === 'html') {
    yield* chatPages(chatSource, job, { paths, attachments, clock });
  } else if (format === 'txt') {
    for await (const chat of source.chats()) {
      const facts = [...chatFacts(chat, clock), ...pictureFacts(chat, attachments, job.words)];
      const contents = chatText(job, chat, source.scan(chat), { clock, attachments, facts });
      const path = paths.place(FOLDER, `${chat.title.replaceAll('/', '_')} ${chat.key}.txt`, 'file');
      yield { path, modifiedAt: chat.lastAt, compress: true, contents };
      yield* attachments.take();
    }
  } else if (format === 'markdown') {
    const { chatNotes } = await import('./chats-markdown.ts');
    yield* chatNotes(chatSource, job, { paths, attachments, clock });
  } else if (format === 'whatsapp-txt') {
    const { whatsappTexts } = await import('./whatsapp-text.ts');
    yield* whatsappTexts(job, source);
  } else if (format === 'mbox') {
    const { chatMailboxes } = await import('../mail/chats-mbox.ts');
    yield* chatMailboxes(job, source, { paths, attachments, clock });
  } else if (format === 'rsmf') {
    const { chatRsmfs } = await import('../rsmf/chats-rsmf.ts');
    yield* chatRsmfs(job, source, { paths, clock, app: job.views.titleOf(chatSource.artifact) });
  } else if (isTableFormat(format)) {
    const marks = await marksOfKind(job.views, job.backup, chatSource.tables.messageKind);
    const rows = messageRows(source, clock, attachments, marks.size > 0);
    const columns = {
      header: marks.size > 0 ? [...MESSAGE_COLUMNS, ...MARK_COLUMNS] : MESSAGE_COLUMNS,
      links: ['link'],
      files: ['attachment_files'],
    };
    yield tableFile(job, { name: 'messages', rows, ...columns });
    yield* attachments.take();
  } else {
    const contents =
      format === 'jsonl'
        ? jsonLines(job.about, chatLines(source, attachments))
        : chatsDocument(job, source, attachments);
    yield { path: `messages.${format}`, modifiedAt: null, compress: true, contents };
    yield* attachments.take();
  }
  yield* attachments.missing();
}

async function* messageRows(
  source: ExportedChats,
  clock: LocalTime,
  attachments: Attachments,
  withMarks: boolean,
): AsyncGenerator<CsvCell[]> {
  for await (const chat of source.chats()) {
    for await (const batch of source.messages(chat)) {
      for (const message of batch) {
        const cells = messageRow(chat, message, clock, attachments);
        yield withMarks ? [...cells, ...markCells(message)] : cells;
      }
    }
  }
}

async function* chatLines(source: ExportedChats, attachments: Attachments): AsyncGenerator<Line | string> {
  for await (const chat of source.chats()) {
    yield { type: 'conversation', ...chat };
    // A copy of a message with one more field takes longer than its JSON.
    const json = messageJson(attachments, (message) => `{"type":"message",${JSON.stringify(message).slice(1)}\n`);
    for await (const batch of source.scan(chat)) {
      let lines = '';
      for (const message of batch.messages) {
        lines += json(message, batch);
        if (lines.length < LINES_CHUNK) continue;
        yield lines;
        lines = '';
      }
      yield lines;
    }
  }
}

async function* chatsDocument(
  { about }: ExportJob,
  source: ExportedChats,
  attachments: Attachments,
): AsyncGenerator<string, void, undefined> {
  yield `{"export":${JSON.stringify(about)},\n"conversations":[`;
  let separator = '\n';
  for await (const chat of source.chats()) {
    yield separator + chatStart(chat);
    separator = ',\n';
    let between = '\n';
    const json = messageJson(attachments, JSON.stringify);
    for await (const batch of source.scan(chat)) {
      yield between + batch.messages.map((message) => json(message, batch)).join(',\n');
      between = ',\n';
    }
    yield '\n]}';
  }
  yield '\n]}\n';
}

/** Returns a function that writes messages of a chat as JSON, with the paths of their files. */
function messageJson(
  attachments: Attachments,
  write: (message: MessageView) => string,
): (message: PlainMessage | MessageView, batch: MessageBatch) => string {
  const format = {
    write: (message: MessageView) => write(withPaths(message, attachments)),
    text: jsonText,
    id: jsonText,
    times: [String],
    // Those of plain messages have no pictures, whose paths would be added.
    reactions: (reactions: Reactions) => JSON.stringify(reactions),
    isPlainText: () => true,
  };
  const templates = new MessageTemplates(format);
  return (message, batch) => (isPlainMessage(message) ? templates.write(message, batch) : format.write(message));
}

/** Characters that JSON escapes, or may have to. */
// oxlint-disable-next-line no-control-regex -- those are escaped
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

function jsonText(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Start of the JSON object of a chat, up to its messages. */
function chatStart(chat: ChatView): string {
  return `${JSON.stringify(chat).slice(0, -1)},"messages":[`;
}

/** The message view with the paths of its attachments and stickers in the export. */
export function withPaths(message: MessageView, attachments: Attachments): MessageView {
  if (message.attachments.length === 0 && message.reactions.length === 0) return message;
  const withPath = (file: AttachmentView): AttachmentView & { readonly path: string | null } => ({
    ...file,
    path: attachments.place(file.fileID, file.name, file.state === 'present'),
  });
  return {
    ...message,
    attachments: message.attachments.map(withPath),
    reactions: message.reactions.map((reaction) =>
      reaction.picture === null ? reaction : { ...reaction, picture: withPath(reaction.picture) },
    ),
  };
}
