import { hash } from 'node:crypto';
import type { AttachmentView, ChatView, MessageView } from '../../contract/chat.ts';
import type { PersonView } from '../../contract/person.ts';
import type { SafePaths } from '../../media/index.ts';
import type { FileIntegrity } from '../../model/file-integrity.ts';
import type { Attachments } from '../attachments.ts';
import type { ExportedChats } from '../chats/chat-source.ts';
import { bodyLines, fileWords } from '../chats/message-body.ts';
import { attachmentName, messageMarks, quotedWords, stickerFiles } from '../chats/message-words.ts';
import type { LocalTime } from '../format/local-time.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { base64Lines, fileHeaders, quotedPrintable } from './body.ts';
import { addressOf, headerText, mailbox, mailDate, mboxDate, messageId } from './headers.ts';

/** Folder of the mailboxes, one per chat. */
const FOLDER = 'mail';
/** Line ends of an mbox are those of Unix. */
const EOL = '\n';
/** Maximum number of recipients of a mail, but for the first one of a chat, which has all members. */
const MAX_TO = 100;
/** Notes on files, in English like the headers. */
const PROBLEMS: Readonly<Record<Exclude<FileIntegrity, 'ok'>, string>> = {
  truncated: 'damaged; what could be read of it is here',
  'padding-invalid': 'damaged; what could be read of it is here',
  shorter: "shorter than the backup's list of files says; all bytes that there are of it are here",
};

interface Surroundings {
  readonly clock: LocalTime;
  readonly attachments: Attachments;
}

/** Chats as mailboxes (mbox, RFC 4155) with a mail for each message and its files inside, for mail programs and archives. */
export async function* chatMailboxes(
  job: ExportJob,
  source: ExportedChats,
  { paths, ...surroundings }: Surroundings & { readonly paths: SafePaths },
): AsyncGenerator<ExportFile, void, undefined> {
  for await (const chat of source.chats()) {
    const path = paths.place(FOLDER, `${chat.title.replaceAll('/', '_')} ${chat.key}.mbox`, 'file');
    const contents = mailboxOf(job, chat, source.messages(chat), surroundings);
    yield { path, modifiedAt: chat.lastAt, compress: true, contents };
    yield* surroundings.attachments.take();
  }
}

async function* mailboxOf(
  job: ExportJob,
  chat: ChatView,
  messages: AsyncIterable<readonly MessageView[]>,
  surroundings: Surroundings,
): AsyncGenerator<string, void, undefined> {
  const owner = { handle: null, handleText: null, name: job.about.backup.name, contact: null, isOwner: true };
  let isFirst = true;
  for await (const batch of messages) {
    for (const message of batch) {
      yield* mail(job, chat, message, { ...surroundings, owner, isFirst });
      isFirst = false;
    }
  }
}

async function* mail(
  job: ExportJob,
  chat: ChatView,
  message: MessageView,
  { clock, attachments, owner, isFirst }: Surroundings & { readonly owner: PersonView; readonly isFirst: boolean },
): AsyncGenerator<string, void, undefined> {
  const { sentAt, sender, replyTo, guid, service } = message;
  const others = chat.participants.filter(({ handle }) => sender.isOwner || handle !== sender.handle);
  const all = sender.isOwner ? others : [owner, ...others];
  const to = isFirst ? all : all.slice(0, MAX_TO);
  const id = idOf(job, chat, message.key);
  const parent = replyTo?.key === null || replyTo === null ? null : idOf(job, chat, replyTo.key);
  const date = mailDate(clock.iso(sentAt));
  const files = job.files === null ? [] : filesOf(message);
  const boundary = `=_${hash('sha256', `${id} ${job.about.exportedAt}`).slice(0, 32)}`;
  const headers = [
    `From: ${personText(sender.isOwner ? { ...sender, name: ownName(sender) ?? owner.name } : sender)}`,
    ...(to.length === 0 ? [] : [`To: ${to.map(personText).join(`,${EOL} `)}`]),
    // A group of a thousand in each of its mails would be most of the file.
    ...(to.length === all.length ? [] : [`X-Apple-Juicer-More-Recipients: ${all.length - to.length}`]),
    ...(date === null ? [] : [`Date: ${date}`]),
    `Subject: ${headerText(chat.title, EOL)}`,
    `Message-ID: ${id}`,
    ...(parent === null ? [] : [`In-Reply-To: ${parent}`, `References: ${parent}`]),
    `X-Apple-Juicer-Key: ${headerText(message.key, EOL)}`,
    ...(guid === null ? [] : [`X-Apple-Juicer-Guid: ${headerText(guid, EOL)}`]),
    ...(service === null ? [] : [`X-Apple-Juicer-Service: ${headerText(service, EOL)}`]),
    'MIME-Version: 1.0',
  ];
  const file = (attachment: AttachmentView): string =>
    fileWords(attachment, null, clock.words, attachments.isLeftOut(attachment.name));
  const marks = messageMarks(message, clock);
  const quoted = quotedWords(message, clock.words);
  const notes: string[] = [];
  const words = [
    ...(quoted === null ? [] : [`> ${quoted.replaceAll('\n', '\n> ')}`]),
    ...bodyLines(message, clock, file),
    ...(marks.length === 0 ? [] : [`[${marks.join(', ')}]`]),
  ];
  yield `From ${addressOf(sender.handle).replaceAll(' ', '_')} ${mboxDate(sentAt)}${EOL}${headers.join(EOL)}${EOL}`;
  if (files.length === 0) {
    yield `${TEXT}${quotedPrintable(words.join('\n'), EOL)}${EOL}${EOL}`;
    return;
  }
  yield `Content-Type: multipart/mixed; boundary="${boundary}"${EOL}${EOL}--${boundary}${EOL}${TEXT}`;
  yield `${quotedPrintable(words.join('\n'), EOL)}${EOL}`;
  for (const attachment of files) {
    const { fileID } = attachment;
    if (attachments.isLeftOut(attachment.name)) continue;
    const read = fileID === null ? null : await job.readFile(fileID);
    const name = attachment.name ?? attachmentName(attachment, clock.words);
    if (read === null) notes.push(`${name}: not in the backup, or could not be read`);
    else if (read.bytes === null) {
      const path = attachments.place(fileID, attachment.name, true);
      notes.push(`${name}: too large for a mail${path === null ? '' : `, see ${path}`}`);
    } else {
      if (read.integrity !== 'ok') notes.push(`${name}: ${PROBLEMS[read.integrity]}`);
      yield `--${boundary}${EOL}${fileHeaders(name, attachment.mimeType, EOL)}`;
      yield* base64Lines([read.bytes], EOL);
    }
  }
  if (notes.length > 0) yield `--${boundary}${EOL}${TEXT}${quotedPrintable(notes.join('\n'), EOL)}${EOL}`;
  yield `--${boundary}--${EOL}${EOL}`;
}

const TEXT = `Content-Type: text/plain; charset=utf-8${EOL}Content-Transfer-Encoding: quoted-printable${EOL}${EOL}`;

/** Files of a message that are in the backup. */
function filesOf(message: MessageView): AttachmentView[] {
  const shown = message.attachments.filter(({ isHidden }) => !isHidden);
  return [...shown, ...stickerFiles(message)].filter(({ fileID, state }) => fileID !== null && state === 'present');
}

/** The owner's name, where a contact has it. */
export function ownName({ name, isOwner }: PersonView): string | null {
  return isOwner && name !== 'You' ? name : null;
}

function idOf({ backup, request }: ExportJob, chat: ChatView, key: string): string {
  return messageId([request.what, chat.key, key, backup]);
}

function personText({ name, handle, isOwner }: PersonView): string {
  return mailbox(name, isOwner && handle === null ? 'owner@device.invalid' : addressOf(handle), EOL);
}
