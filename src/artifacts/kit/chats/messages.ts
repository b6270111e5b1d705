import type { ChatEvent, ChatEventKind, NamedPerson } from '../../../model/chat-event.ts';
import type { RowOf } from '../../../model/columns.ts';
import { FieldReader } from '../records/field-reader.ts';
import { type Fields, f } from '../records/fields.ts';
import type { Evaluation, RawRow } from '../records/raw-row.ts';
import { sourceOf } from '../records/source-columns.ts';
import type { AttachmentRow, AttachmentsAndReactions } from './attachments-and-reactions.ts';
import type { Chat, Chats } from './chats.ts';
import type { ChatsDeclaration, MessagesPart } from './declaration.ts';
import type { KeySpace } from './key-space.ts';
import { type AccountFiles, type DeclaredPart, type PartRow, partsOf } from './part-rows.ts';
import type { People } from './people.ts';
import type { messages } from './tables.ts';
import { fieldsOf, pathsOfAll, rawOf, Values } from './value-sources.ts';

/** A row of the message table. */
export type MessageRow = RowOf<typeof messages>;

const MESSAGE = {
  id: 'text',
  chat: 'text',
  partner: 'text',
  sender: 'text',
  senderName: 'text',
  isFromMe: 'flag',
  kind: 'text',
  text: 'text',
  sentAt: 'integer',
  deliveredAt: 'integer',
  readAt: 'integer',
  editedAt: 'integer',
  deletedAt: 'integer',
  isStarred: 'flag',
} as const;

/** Default types of the fields in groups; field names begin with the name of the group. */
const GROUPS = {
  reply: { to: 'text', text: 'text', sender: 'text' },
  place: { latitude: 'latitude', longitude: 'longitude', name: 'text' },
  link: { url: 'text', title: 'text' },
  event: { kind: 'text', people: 'list', title: 'text', text: 'text' },
  call: { is: 'flag', isVideo: 'flag', isMissed: 'flag', isGroup: 'flag', seconds: 'real' },
} as const;

/** The declared fields of groups: `reply.to`. */
function groupFields(part: MessagesPart): Fields {
  const { reply = {}, place, link, event, call } = part;
  const groups = {
    reply: fieldsOf(reply, GROUPS.reply),
    place: fieldsOf(place ?? {}, GROUPS.place),
    link: fieldsOf(link ?? {}, GROUPS.link),
    event: fieldsOf(event ?? {}, GROUPS.event),
    call: fieldsOf(call ?? {}, GROUPS.call),
  };
  return Object.fromEntries(
    Object.entries(groups).flatMap(([group, fields]) =>
      Object.entries(fields).map(([name, field]) => [`${group}.${name}`, field] as const),
    ),
  );
}

/** Inputs of {@link readMessages}. */
export interface MessagesContext {
  readonly account: string | null;
  readonly people: People;
  readonly chats: Chats;
  readonly related: AttachmentsAndReactions;
  readonly keys: KeySpace;
  readonly evaluation: Evaluation;
}

/** A message with its chat and files. */
export interface ReadMessage {
  readonly row: MessageRow & { readonly key: number };
  readonly chat: Chat | null;
  readonly attachments: readonly AttachmentRow[];
}

/** Reads the messages of an account with their parts. */
export function* readMessages(
  declaration: ChatsDeclaration,
  files: AccountFiles,
  context: MessagesContext,
): Generator<ReadMessage> {
  for (const declared of partsOf(declaration.messages)) {
    const reader = new MessageReader(declared.part, context);
    const replies = replyTargets(declared, files, context);
    for (const found of files.rows(declared, reader.paths, [], { noteOthers: true })) yield reader.read(found, replies);
  }
}

/** Keys of quoted messages by id. Reads ids in two short passes instead of keeping all of them in memory. */
function replyTargets(
  declared: DeclaredPart<MessagesPart>,
  files: AccountFiles,
  { evaluation, keys }: MessagesContext,
): ReadonlyMap<string, number> {
  const targets = new Map<string, number>();
  const { reply, id: ownId = '@key' } = declared.part;
  if (reply?.to === undefined) return targets;
  const wanted = new Set<string>();
  for (const [id] of values(declared, files, evaluation, { id: f.text(reply.to, '') })) wanted.add(id);
  if (wanted.size === 0) return targets;
  for (const [id, found] of values(declared, files, evaluation, { id: f.text(ownId, '') })) {
    if (wanted.has(id) && !targets.has(id)) targets.set(id, keys.keyOf(found));
  }
  return targets;
}

function* values(
  declared: DeclaredPart<MessagesPart>,
  files: AccountFiles,
  evaluation: Evaluation,
  fields: Fields,
): Generator<readonly [id: string, found: PartRow]> {
  const reader = new FieldReader('messages', fields, evaluation);
  for (const found of files.rows(declared, pathsOfAll(fields))) {
    const id = new Values(reader.read(found.row)).text('id');
    if (id !== null) yield [id, found];
  }
}

/** Reads the messages of one part of the declaration. */
class MessageReader {
  readonly paths: readonly string[];
  readonly #part: MessagesPart;
  readonly #context: MessagesContext;
  readonly #reader: FieldReader;
  readonly #details: FieldReader;

  constructor(part: MessagesPart, context: MessagesContext) {
    const { details = {}, ...rest } = part;
    const fields: Fields = {
      ...fieldsOf({ id: '@key', ...rest }, MESSAGE),
      ...groupFields(part),
      ...(part.kind === undefined ? {} : { kindCode: rawOf(part.kind) }),
    };
    const further: Fields = Object.fromEntries(
      Object.entries(details).map(([name, source]) => [name, f.text(source, '')]),
    );
    this.paths = [...pathsOfAll(fields), ...pathsOfAll(further)];
    this.#part = part;
    this.#context = context;
    this.#reader = new FieldReader('messages', fields, context.evaluation);
    this.#details = new FieldReader('messages', further, context.evaluation);
  }

  read(found: PartRow, replies: ReadonlyMap<string, number>): ReadMessage {
    const { people, related, keys, account } = this.#context;
    const values = new Values(this.#reader.read(found.row));
    const key = keys.keyOf(found);
    const id = values.text('id') ?? found.key;
    const senderId = values.text('sender');
    const isFromMe = this.#part.isFromMe === undefined ? people.isOwner(senderId) : (values.flag('isFromMe') ?? false);
    const sender = isFromMe ? null : people.named(senderId, values.text('senderName'));
    const chat = this.#chatOf(values, found.row);
    const replyTo = values.text('reply.to');
    const event = this.#eventOf(values, sender);
    const call = callOf(values);
    const attachments = related
      .takeAttachments(id)
      .map((attachment): AttachmentRow => ({ ...attachment, message: key, chat: chat?.key ?? null }));
    const row = {
      key,
      account,
      messageId: id,
      chat: chat?.key ?? null,
      isFromMe,
      sender: sender?.handle ?? null,
      senderName: sender?.name ?? (isFromMe ? null : values.text('senderName')),
      kind: event === null ? (values.text('kind') ?? (call === null ? 'text' : 'call')) : 'event',
      kindCode: values.text('kindCode'),
      text: event === null ? values.text('text') : null,
      sentAt: values.number('sentAt'),
      deliveredAt: values.number('deliveredAt'),
      readAt: values.number('readAt'),
      editedAt: values.number('editedAt'),
      deletedAt: values.number('deletedAt'),
      isStarred: values.flag('isStarred'),
      replyTo,
      replyToKey: replyTo === null ? null : (replies.get(replyTo) ?? null),
      quoted: this.#quoteOf(values),
      reactions: related.reactionsTo(id),
      attachmentCount: attachments.length,
      location: placeOf(values),
      links: linksOf(values),
      event,
      call,
      details: this.#detailsOf(found.row),
      ...sourceOf(found.row),
    };
    return { row, chat, attachments };
  }

  #chatOf(values: Values, row: RawRow): Chat | null {
    const id = values.text('chat');
    if (id === null) return this.#context.chats.ofNone(row);
    const chat = this.#context.chats.of(id, row);
    const partner = values.text('partner');
    if (partner !== null) chat?.setPartner(partner);
    return chat;
  }

  #eventOf(values: Values, actor: NamedPerson | null): ChatEvent | null {
    const kind = values.text('event.kind');
    if (kind === null) return null;
    const people = values.texts('event.people').map((id) => this.#context.people.find(id));
    const title = values.text('event.title');
    return { kind: kind as ChatEventKind, actor, people, title, seconds: null, parameter: values.text('event.text') };
  }

  #quoteOf(values: Values): MessageRow['quoted'] {
    const [text, sender] = [values.text('reply.text'), values.text('reply.sender')];
    return text === null && sender === null ? null : { text, sender: this.#context.people.named(sender) };
  }

  #detailsOf(row: RawRow): MessageRow['details'] {
    const facts = Object.entries(this.#details.read(row)).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    );
    return facts.length === 0 ? null : Object.fromEntries(facts);
  }
}

function placeOf(values: Values): MessageRow['location'] {
  const [latitude, longitude] = [values.number('place.latitude'), values.number('place.longitude')];
  // Apps store (0, 0) for no place.
  if (latitude === null || longitude === null || (latitude === 0 && longitude === 0)) return null;
  return { latitude, longitude, name: values.text('place.name') };
}

function linksOf(values: Values): MessageRow['links'] {
  const [url, title] = [values.text('link.url'), values.text('link.title')];
  return url === null && title === null ? null : [{ url, title }];
}

function callOf(values: Values): MessageRow['call'] {
  if (values.flag('call.is') !== true) return null;
  return {
    isVideo: values.flag('call.isVideo'),
    isMissed: values.flag('call.isMissed') ?? false,
    isGroup: values.flag('call.isGroup'),
    seconds: values.number('call.seconds'),
  };
}
