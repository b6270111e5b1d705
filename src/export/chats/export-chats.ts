import type { AttachmentView, ChatView, MessageView } from '../../contract/chat.ts';
import { msg } from '../../locales/messages.ts';
import { SafePaths } from '../../media/index.ts';
import { DomainError } from '../../model/errors.ts';
import {
  type ChatSource,
  type MessageBatch,
  marksOfKind,
  NAMING_ARTIFACT,
  type PlainMessage,
  type Relations,
} from '../../views/index.ts';
import { Attachments } from '../attachments.ts';
import type { Exporter } from '../exporter.ts';
import type { CsvCell } from '../format/csv.ts';
import { jsonLines, LINES_CHUNK, type Line } from '../format/json-lines.ts';
import { LocalTime } from '../format/local-time.ts';
import { isTableFormat, TABLE_FORMATS, tableFile } from '../format/table-file.ts';
import type { MakePart } from '../parts/parts.ts';
import { type MadePart, type Piece, partsInOrder } from '../parts/parts-in-order.ts';
import { periodName } from '../period.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { chatFacts } from './chat-facts.ts';
import { chatPage, chatPages } from './chat-pages.ts';
import { pictureFacts } from './chat-picture.ts';
import { countMessages, countUndated, type ExportedChats, exportedChats, scanMessages } from './chat-source.ts';
import { MARK_COLUMNS, MESSAGE_COLUMNS, markCells, messageRow, type RowTools } from './chats-csv.ts';
import { chatHead, chatText } from './chats-text.ts';
import { messageParts } from './message-parts.ts';
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
    inParts: ['html', 'txt', 'json', 'jsonl'],
    partMaker: (job) =>
      partMaker(source, job, {
        attachments: new Attachments(job, new SafePaths({ showsAll: true })),
        clock: new LocalTime(job.request.timeZone, job.words),
      }),
    countsQuickly: true,
    counted: 'messages',
    schema: async () => (await import('./chat-schema.ts')).chatSchema(),
    count: ({ views }, backup, request) => countMessages(source, { views, backup, request }),
    countUndated: ({ views }, backup, request) => countUndated(source, { views, backup, request }),
    files: (job) => exportChats(source, job),
  };
}

/** Exports chats as one page or text each, or as one table or JSON file; then the files they refer to. */
async function* exportChats(chatSource: ChatSource, job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const source = exportedChats(chatSource, job);
  const paths = new SafePaths({ showsAll: true });
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
    yield* chatTexts(chatSource, job, { paths, attachments, clock });
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
    yield* chatRsmfs(job, source, { paths, attachments, clock, app: job.views.titleOf(chatSource.artifact) });
  } else if (isTableFormat(format)) {
    const marks = await marksOfKind(job.views, job.backup, chatSource.tables.messageKind);
    const rows = messageRows(source, { clock, attachments, isForPrograms: format === 'csv-raw' }, marks.size > 0);
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
        ? jsonLines(job.about, chatLines(chatSource, job, { attachments, clock }))
        : chatsDocument(chatSource, job, { attachments, clock });
    yield { path: `messages.${format}`, modifiedAt: null, compress: true, contents };
    yield* attachments.take();
  }
  yield* attachments.missing();
}

async function* messageRows(source: ExportedChats, tools: RowTools, withMarks: boolean): AsyncGenerator<CsvCell[]> {
  for await (const chat of source.chats()) {
    for await (const batch of source.messages(chat)) {
      for (const message of batch) {
        const cells = messageRow(chat, message, tools);
        yield withMarks ? [...cells, ...markCells(message)] : cells;
      }
    }
  }
}

/** What parts of exports are made with. */
interface PartTools {
  readonly attachments: Attachments;
  readonly clock: LocalTime;
}

/** Makes the parts of an export in its format. */
function partMaker(source: ChatSource, job: ExportJob, tools: PartTools): MakePart {
  const { format } = job.request;
  // The parts of a chat follow each other, and share its templates.
  let chat: string | null = null;
  let json = messageJson(tools.attachments, format);
  return async function* make(part) {
    if (part.kind === 'page') return yield* chatPage(source, job, part, tools);
    const batches = scanMessages(source, job, part.chat, part);
    if (format === 'txt') {
      yield* chatText(job, batches, { ...tools, after: part.after });
      return null;
    }
    if (part.chat !== chat) json = messageJson(tools.attachments, format);
    ({ chat } = part);
    yield* format === 'jsonl' ? messageLines(batches, json) : messageItems(batches, json);
    return null;
  };
}

/** Chats with a part of their messages each. */
async function* messagePieces(source: ChatSource, job: ExportJob) {
  for await (const chat of exportedChats(source, job).chats()) {
    const parts = await messageParts(source, job, chat);
    for (const [index, part] of parts.entries()) {
      yield { ...part, chat, isFirst: index === 0, isLast: index === parts.length - 1 };
    }
  }
}

/** Chats as texts, one file each. */
async function* chatTexts(
  source: ChatSource,
  job: ExportJob,
  { paths, ...tools }: PartTools & { readonly paths: SafePaths },
): AsyncGenerator<ExportFile, void, undefined> {
  const parts = partsInOrder(messagePieces(source, job), partMaker(source, job, tools), job.helper ?? null);
  try {
    for (let made = await parts.next(); made.done !== true; made = await parts.next()) {
      const { piece, contents } = made.value;
      const { chat } = piece;
      const facts = [...chatFacts(chat, tools.clock), ...pictureFacts(chat, tools.attachments, job.words)];
      const path = paths.place(FOLDER, `${chat.title.replaceAll('/', '_')} ${chat.key}.txt`, 'file');
      const rest = piece.isLast ? none() : restOf(parts);
      const text = joined(chatHead(job, chat, facts), contents, rest);
      yield { path, modifiedAt: chat.lastAt, compress: true, contents: text };
      yield* tools.attachments.take();
    }
  } finally {
    await parts.return();
  }
}

/** The further parts of the chat whose first part has been read. */
async function* restOf(
  parts: AsyncGenerator<MadePart<Piece & { readonly isLast: boolean }>>,
): AsyncGenerator<Uint8Array | string, void, undefined> {
  for (let made = await parts.next(); made.done !== true; made = await parts.next()) {
    yield* made.value.contents;
    if (made.value.piece.isLast) return;
  }
}

async function* none(): AsyncGenerator<never, void, undefined> {}

async function* joined(
  head: string,
  ...contents: readonly AsyncIterable<Uint8Array | string>[]
): AsyncGenerator<Uint8Array | string, void, undefined> {
  yield head;
  for (const each of contents) yield* each;
}

async function* chatLines(
  source: ChatSource,
  job: ExportJob,
  tools: PartTools,
): AsyncGenerator<Line | string | Uint8Array> {
  const pieces = messagePieces(source, job);
  for await (const { piece, contents } of partsInOrder(pieces, partMaker(source, job, tools), job.helper ?? null)) {
    if (piece.isFirst) yield { type: 'conversation', ...piece.chat };
    yield* contents;
  }
}

async function* messageLines(
  batches: AsyncIterable<MessageBatch>,
  json: MessageJson,
): AsyncGenerator<string, void, undefined> {
  for await (const batch of batches) {
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

async function* chatsDocument(
  source: ChatSource,
  job: ExportJob,
  tools: PartTools,
): AsyncGenerator<string | Uint8Array, void, undefined> {
  yield `{"export":${JSON.stringify(job.about)},\n"conversations":[`;
  let [separator, between] = ['\n', '\n'];
  const pieces = messagePieces(source, job);
  for await (const { piece, contents } of partsInOrder(pieces, partMaker(source, job, tools), job.helper ?? null)) {
    if (piece.isFirst) {
      yield separator + chatStart(piece.chat);
      [separator, between] = [',\n', '\n'];
    }
    let isEmpty = true;
    for await (const chunk of contents) {
      if (isEmpty) yield between;
      yield chunk;
      isEmpty = false;
    }
    if (!isEmpty) between = ',\n';
    if (piece.isLast) yield '\n]}';
  }
  yield '\n]}\n';
}

async function* messageItems(
  batches: AsyncIterable<MessageBatch>,
  json: MessageJson,
): AsyncGenerator<string, void, undefined> {
  let between = '';
  for await (const batch of batches) {
    yield between + batch.messages.map((message) => json(message, batch)).join(',\n');
    between = ',\n';
  }
}

/** Writes a message as JSON. */
type MessageJson = (message: PlainMessage | MessageView, batch: MessageBatch) => string;

/** A message as a line of JSON Lines. A copy of it with one more field takes longer than its JSON. */
function messageLine(message: MessageView): string {
  return `{"type":"message",${JSON.stringify(message).slice(1)}\n`;
}

/** Returns a function that writes messages of a chat as JSON, with the paths of their files. */
function messageJson(attachments: Attachments, of: string): MessageJson {
  const write: (message: MessageView) => string = of === 'jsonl' ? messageLine : JSON.stringify;
  const format = {
    write: (message: MessageView) => write(withPaths(message, attachments)),
    text: jsonText,
    id: jsonText,
    times: [String],
    // Reactions to plain messages have no pictures, whose paths would be added.
    relations: { reactions: relationJson, replyTo: relationJson, thread: relationJson },
    isPlainText: () => true,
  };
  const templates = new MessageTemplates(format);
  return (message, batch) => templates.write(message, batch);
}

/** Most messages have none, which takes no function of the engine. */
function relationJson(value: Relations[keyof Relations]): string {
  if (value === null) return 'null';
  return Array.isArray(value) && value.length === 0 ? '[]' : JSON.stringify(value);
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
