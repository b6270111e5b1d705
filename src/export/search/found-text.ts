import type { AttachmentView, MessageView } from '../../contract/chat.ts';
import { aboutLines } from '../about.ts';
import type { Attachments } from '../attachments.ts';
import { bodyLines, fileWords } from '../chats/message-body.ts';
import { messageMarks, quotedWords, senderName } from '../chats/message-words.ts';
import { frontMatter } from '../format/front-matter.ts';
import type { LocalTime } from '../format/local-time.ts';
import { markdownFile, markdownLine, markdownText } from '../format/markdown-text.ts';
import { named } from '../language/words.ts';
import { filePlaces } from '../records/export-records.ts';
import { recordLines } from '../records/records-text.ts';
import { foundInLines } from '../records/shown-hit.ts';
import type { ExportJob } from '../types.ts';
import type { Found } from './hits.ts';

interface Shared {
  readonly title: string;
  readonly clock: LocalTime;
  readonly attachments: Attachments;
}

/** An entry of a text: who and when, what it says, and paths of its files. */
interface Entry {
  readonly head: readonly string[];
  readonly lines: readonly string[];
  readonly files: readonly string[];
}

/** What a search found as plain text, or as one note in Markdown. */
export async function* foundText(
  job: ExportJob,
  all: AsyncIterable<Found>,
  { title, clock, attachments }: Shared,
): AsyncGenerator<string, void, undefined> {
  const { about, words, request } = job;
  const isMarkdown = request.format === 'markdown';
  const source = `${about.backup.name}, ${about.madeBy}, ${about.exportedAt}`;
  yield isMarkdown
    ? `${frontMatter({ title, kind: 'search', query: request.query ?? null, time_zone: about.timeZone, source })}\n# ${markdownLine(title)}\n`
    : `${[title, '', ...aboutLines(about)].map(oneLine).join('\n')}\n`;
  let day: string | null = null;
  for await (const found of all) {
    const today = clock.day(found.hit.at);
    if (today !== day) {
      const heading = today === '' ? words.text.chat.noDateTitle : words.date(today);
      yield isMarkdown ? `\n## ${heading}\n` : `\n--- ${heading} ---\n`;
    }
    day = today;
    const [one = found.kind.id] = named(found.kind.names, words) ?? [];
    const { head, lines, files } = await entryOf(job, found, { clock, attachments });
    const heads = [one, found.hit.chat?.title ?? '', ...head].filter((part) => part !== '');
    const shown = [...lines, ...foundInLines(found.hit, words)]
      .flatMap((line) => line.split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/))
      .filter((line) => line.trim() !== '');
    if (isMarkdown) {
      const parts = [
        heads.map((part, index) => (index === 0 ? `**${markdownLine(part)}**` : markdownLine(part))).join(' · '),
        ...(shown.length === 0 ? [] : [markdownText(shown.join('\n'))]),
        ...files.map((path) => markdownFile(path, path.slice(path.lastIndexOf('/') + 1), '')),
      ];
      yield `\n${parts.join('\n\n')}\n`;
    } else {
      const named = files.map((path) => `<${path}>`);
      yield `${[heads.map(oneLine).join(' · '), ...shown, ...named].join('\n    ')}\n`;
    }
  }
}

async function entryOf(
  job: ExportJob,
  { kind, message, record }: Found,
  { clock, attachments }: Pick<Shared, 'clock' | 'attachments'>,
): Promise<Entry> {
  if (message !== null) return messageEntry(message, clock, attachments);
  if (record === null) return { head: [], lines: [], files: [] };
  const { placed, leftOut } = await filePlaces(job, record, attachments);
  const [head = '', ...lines] = recordLines(record, kind, clock);
  const gone = leftOut.map((name) => `<${name}>`);
  return { head: [head], lines: [...lines, ...gone], files: placed.map(({ path }) => path) };
}

function messageEntry(message: MessageView, clock: LocalTime, attachments: Attachments): Entry {
  const { words } = clock;
  const files: string[] = [];
  const file = (attachment: AttachmentView): string => {
    const path = attachments.place(attachment.fileID, attachment.name, attachment.state === 'present');
    if (path !== null) files.push(path);
    return fileWords(attachment, null, words, attachments.isLeftOut(attachment.name));
  };
  const quoted = quotedWords(message, words);
  return {
    head: [clock.time(message.sentAt), senderName(message, words), ...messageMarks(message, clock)],
    lines: [...(quoted === null ? [] : [`> ${quoted}`]), ...bodyLines(message, clock, file)],
    files,
  };
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
