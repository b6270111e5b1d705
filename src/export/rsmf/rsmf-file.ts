import { hash } from 'node:crypto';
import type { ChatView, MessageView } from '../../contract/chat.ts';
import { isCompressible, type ZipEntry, zipStream } from '../../media/index.ts';
import type { FileIntegrity } from '../../model/file-integrity.ts';
import { type Attachments, textContents } from '../attachments.ts';
import { attachmentName, senderName } from '../chats/message-words.ts';
import { type LocalTime, utcTime } from '../format/local-time.ts';
import { base64Lines, fileHeaders, quotedPrintable } from '../mail/body.ts';
import { ownName } from '../mail/chats-mbox.ts';
import { addressOf, headerText, mailbox, mailDate, messageId } from '../mail/headers.ts';
import type { ExportJob } from '../types.ts';
import {
  type Absent,
  filesOf,
  OWNER,
  Participants,
  RSMF_VERSION,
  type RsmfAttachment,
  type RsmfEvent,
  rsmfEvent,
} from './manifest.ts';

const EOL = '\r\n';

/** The list that names files of a state. */
const LISTS = {
  truncated: 'damaged',
  'padding-invalid': 'damaged',
  shorter: 'shorter',
} as const;

/** Some messages of a chat, in one file. */
export interface RsmfSlice {
  readonly chat: ChatView;
  /** Name of the app. */
  readonly app: string;
  /** `2024-05-31`, or something else that only this slice of the chat has. */
  readonly name: string;
  readonly messages: readonly MessageView[];
}

/**
 * A file of the Relativity Short Message Format: a mail with the conversation as text, and in `rsmf.zip` its files and
 * their manifest. The manifest comes last, when it is known which files could be read.
 */
export async function* rsmfFile(
  job: ExportJob,
  slice: RsmfSlice,
  surroundings: { readonly clock: LocalTime; readonly attachments: Attachments },
): AsyncGenerator<string, void, undefined> {
  const { clock } = surroundings;
  const { chat, app, name, messages } = slice;
  const { about, request, backup } = job;
  const id = messageId([request.what, chat.key, name, backup]);
  const boundary = `=_${hash('sha256', `${id} ${about.exportedAt}`).slice(0, 32)}`;
  const times = messages.flatMap(({ sentAt }) => (utcTime(sentAt) === '' ? [] : (sentAt ?? [])));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const people = chat.participants;
  const owner = ownerOf(about.backup.name, messages);
  const date = times.length === 0 ? null : mailDate(clock.iso(last));
  const files = messages.flatMap(filesOf).filter(({ fileID, state }) => fileID !== null && state === 'present');
  const text = (field: string, value: string): string => `${field}: ${headerText(value, EOL)}`;
  const headers = [
    `From: ${mailbox(owner, 'owner@device.invalid', EOL)}`,
    ...(people.length === 0
      ? []
      : [`To: ${people.map((person) => mailbox(person.name, addressOf(person.handle), EOL)).join(`,${EOL} `)}`]),
    ...(date === null ? [] : [`Date: ${date}`]),
    text('Subject', `${chat.title}, ${name}`),
    `Message-ID: ${id}`,
    `X-RSMF-Version: ${RSMF_VERSION}`,
    text('X-RSMF-Generator', about.madeBy),
    ...(times.length === 0 ? [] : [`X-RSMF-BeginDate: ${utcTime(first)}`, `X-RSMF-EndDate: ${utcTime(last)}`]),
    `X-RSMF-EventCount: ${messages.length}`,
    text('X-RSMF-Application', app),
    text('X-RSMF-Custodian', owner),
    text('X-RSMF-Participants', [owner, ...people.map((person) => person.name)].join(', ')),
    `X-RSMF-AttachmentCount: ${job.files === null ? 0 : files.length}`,
    text('X-RSMF-EventCollectionID', collectionId(job, chat)),
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed;${EOL} boundary="${boundary}"`,
  ];
  yield `${headers.join(EOL)}${EOL}${EOL}--${boundary}${EOL}Content-Type: text/plain; charset=utf-8${EOL}Content-Transfer-Encoding: quoted-printable${EOL}${EOL}`;
  yield `${quotedPrintable(readable(messages, clock), EOL)}${EOL}--${boundary}${EOL}${fileHeaders('rsmf.zip', 'application/zip', EOL)}`;
  yield* base64Lines(zipStream(zipEntries(job, slice, surroundings)) as AsyncIterable<Uint8Array>, EOL);
  yield `--${boundary}--${EOL}`;
}

/** The files of a slice, then the manifest. */
async function* zipEntries(
  job: ExportJob,
  slice: RsmfSlice,
  { clock, attachments: beside }: { readonly clock: LocalTime; readonly attachments: Attachments },
): AsyncGenerator<ZipEntry> {
  const { chat, app, messages } = slice;
  const modifiedAt = Date.parse(job.about.exportedAt);
  const people = new Participants(ownerOf(job.about.backup.name, messages));
  const custodian = people.id(OWNER);
  const members = chat.participants.map((person) => people.id(person));
  // A file too large to embed in the mail is written next to it, under this path.
  const placed = new Map<string, RsmfAttachment | string | null>();
  /** fileIDs of files that are not as the backup lists them. */
  const doubtful = new Map<string, Exclude<FileIntegrity, 'ok'>>();
  const inFile = new Set<string>();
  const events: RsmfEvent[] = [];
  for (const message of messages) {
    const attachments: RsmfAttachment[] = [];
    const absent: Absent = { missing: [], outside: [], leftOut: [], damaged: [], shorter: [] };
    for (const file of filesOf(message)) {
      const { fileID, state } = file;
      const display = file.name ?? attachmentName(file, clock.words);
      if (state === 'present' && (job.files === null || beside.isLeftOut(file.name))) {
        absent.leftOut.push(display);
        continue;
      }
      let found = fileID === null ? null : placed.get(fileID);
      if (found === undefined && fileID !== null) {
        const read = state === 'present' ? await job.readFile(fileID) : null;
        found = read === null ? null : beside.place(fileID, file.name, read.bytes === null);
        if (read !== null && read.bytes !== null) {
          const id = nameInZip(fileID, display);
          const { bytes } = read;
          found = { id, display, size: bytes.byteLength };
          if (read.integrity !== 'ok') doubtful.set(fileID, read.integrity);
          yield { path: id, modifiedAt, compress: isCompressible(id), contents: once(bytes) };
        }
        placed.set(fileID, found);
      }
      if (found === null || found === undefined) absent.missing.push(display);
      else if (typeof found === 'string') absent.outside.push(found);
      else {
        attachments.push({ ...found, display });
        const state = fileID === null ? undefined : doubtful.get(fileID);
        if (state !== undefined) absent[LISTS[state]].push(display);
      }
    }
    events.push(rsmfEvent(chat, message, { people, clock, attachments, absent, inFile }));
    inFile.add(message.key);
  }
  const conversation = {
    id: 'C1',
    display: chat.title,
    platform: chat.service ?? app,
    type: chat.kind === 'direct' ? 'direct' : 'channel',
    participants: [custodian, ...members],
    custodian,
    custom: [
      { name: 'Key', value: chat.key },
      { name: 'Source', value: `${job.about.backup.name}, ${job.about.madeBy}` },
    ],
  };
  const manifest = {
    version: RSMF_VERSION,
    participants: people.all,
    conversations: [conversation],
    events,
    eventcollectionid: collectionId(job, chat),
  };
  const contents = textContents(`${JSON.stringify(manifest, null, 1)}\n`);
  yield { path: 'rsmf_manifest.json', modifiedAt, compress: true, contents };
}

/** The conversation as text, which Relativity extracts for its search. */
function readable(messages: readonly MessageView[], clock: LocalTime): string {
  return messages
    .map((message) => {
      const words = message.announcement?.text ?? message.text ?? '';
      return `[${clock.stamp(message.sentAt)}] ${senderName(message, clock.words)}: ${words.replaceAll('\ufffc', '')}`;
    })
    .join('\n');
}

/** Name of the owner, or of the device where that is not known. */
function ownerOf(device: string, messages: readonly MessageView[]): string {
  return messages.map(({ sender }) => ownName(sender)).find((name) => name !== null) ?? device;
}

/** Slices of one chat have the same. */
function collectionId({ backup, request }: ExportJob, chat: ChatView): string {
  return `${backup}/${request.what}/${chat.key}`;
}

/** A flat name that every system takes. */
function nameInZip(fileID: string, name: string): string {
  const safe = name.normalize().replace(/[^\p{L}\p{M}\p{N}.\- _]/gu, '_');
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(safe)?.[0] ?? '';
  return `${fileID.slice(0, 16)}-${safe
    .slice(0, safe.length - ending.length)
    .slice(0, 60)
    .toWellFormed()}${ending}`;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
