import { drawingWords } from '../../../model/drawing.ts';
import { locationFacts, type SearchDocument } from '../../kit/artifact.ts';
import { describeAnnouncement } from './announcement.ts';
import type { AttachmentRow } from './attachments.ts';
import type { MessageRow } from './message-reader.ts';

const NOTHING: readonly string[] = [];
const LOCATION: readonly string[] = ['location'];

/**
 * Indexes a message by text, words for its drawing, names of attachments, link preview, or description of its announcement. Orphaned reactions
 * are not indexed: their text only quotes the target.
 *
 * @param conversations keys of its conversations
 */
export function searchDocument(
  message: MessageRow,
  attachments: readonly AttachmentRow[],
  conversations: readonly number[],
): SearchDocument | undefined {
  if (message.kind === 'reaction') return undefined;
  const { announcement, contacts, drawing, link, place } = message;
  const own =
    announcement === null
      ? searchText(message.subject, message.text, message.parts)
      : describeAnnouncement(announcement);
  const text = own === '' && drawing !== null ? drawingWords(drawing) : own;
  // Nearly all messages have no link, place or contact, and a million of them should not pay for these.
  const preview = link === null && place === null && contacts === null ? NOTHING : previewText(message);
  const { edits, parts, balloonText, poll, translations, app } = message;
  const more =
    edits === null && parts === null && balloonText === null && poll === null && translations === null && app === null
      ? NOTHING
      : storedText(message, attachments);
  const visible = attachments.length === 0 ? attachments : attachments.filter(({ isHidden }) => !isHidden);
  const location = place === null ? null : locationFacts(place);
  const words = preview.length + more.length;
  if (text === '' && visible.length === 0 && words === 0 && location === null) return undefined;
  const sender = message.isFromMe ? 'me' : message.sender;
  const facts = { conversation: message.conversation, sender: message.sender, isFromMe: message.isFromMe };
  const document = {
    text,
    at: message.sentAt,
    ...(sender === null ? {} : { from: [sender] }),
    in: conversations,
    payload: location === null ? facts : { ...facts, ...location },
  };
  if (visible.length === 0 && words === 0 && location === null) return document;
  const names = visible.flatMap(({ transferName, filename }) => transferName ?? filename?.split('/').at(-1) ?? []);
  const also = [...(visible.length === 0 ? NOTHING : [names.join(' ')]), ...preview, ...more];
  const where = location === null ? NOTHING : LOCATION;
  return {
    ...document,
    ...(also.length === 0 ? {} : { also: also.join('\n') }),
    has: visible.length === 0 ? where : ['attachment', ...where],
  };
}

/** Words on balloons, options of polls, translations, earlier wordings, deleted parts, transcripts of voice messages, prompts of Genmoji. */
function storedText(
  { edits, parts, text, balloonText, poll, translations, app }: MessageRow,
  attachments: readonly AttachmentRow[],
): readonly string[] {
  const versions = (edits ?? []).flatMap(({ history }) =>
    history.flatMap(({ text, translation }) => [text, translation]),
  );
  const runs = (parts ?? []).flatMap((part) => part.runs);
  const inline = new Set(runs.flatMap((run) => (run.inline === true ? (run.attachment ?? []) : [])));
  const prompts = attachments.flatMap(({ guid, description }) => (inline.has(guid ?? '') ? description : []));
  const options = (poll?.options ?? []).map((option) => option.text);
  const { name, business } = app ?? {};
  const chosen = (business?.lines ?? []).flatMap((line) => [line.title, line.subtitle]);
  const words = new Set([
    name,
    business?.title,
    balloonText,
    poll?.question,
    ...options,
    ...chosen,
    ...(translations ?? []).map((translation) => translation.text),
    ...versions,
    ...runs.map(({ transcription }) => transcription),
    ...prompts,
  ]);
  return [...words].flatMap((part) => (part && text?.includes(part) !== true ? part : []));
}

function previewText({ contacts, link, place }: MessageRow): readonly string[] {
  const { lyrics, genre, app, address } = link?.shared ?? {};
  const shared = [lyrics, genre, app, ...Object.values(address ?? {})];
  const sent = (contacts ?? []).flatMap(({ name, phones, emails }) => [name, ...phones, ...emails]);
  return [link?.title, link?.summary, link?.site, place?.name, ...shared, ...sent].filter(
    (part) => typeof part === 'string',
  );
}

/** Subject and text without the placeholders of attachments (U+FFFC) and apps (U+FFFD), its bubbles apart. */
export function searchText(subject: string | null, text: string | null, parts: MessageRow['parts'] = null): string {
  const words = text === null || parts === null || parts.length < 2 ? (text ?? '') : bubblesApart(text, parts);
  const body = /[\ufffc\ufffd]/.test(words) ? words.replace(/[\ufffc\ufffd]/g, ' ').trim() : words;
  return subject === null ? body : `${subject}\n${body}`;
}

/** A text with a line break where two bubbles meet: nothing is between them once the file there was taken back. */
function bubblesApart(text: string, parts: NonNullable<MessageRow['parts']>): string {
  const runs = parts.flatMap(({ part, runs }) => runs.map(({ start }) => ({ part, start })));
  runs.sort((one, other) => one.start - other.start);
  const borders = runs.flatMap(({ part, start }, index) => (index > 0 && runs[index - 1]?.part !== part ? start : []));
  const slices = [0, ...borders].map((from, index) => text.slice(from, borders[index] ?? text.length));
  return slices.reduce((all, slice) => (/[\s\ufffc\ufffd]$/.test(all) ? all : `${all}\n`) + slice);
}
