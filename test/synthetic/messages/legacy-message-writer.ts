import type { DatabaseSync } from 'node:sqlite';
import { appleSeconds } from '../../../src/synthetic/encoders/apple-time.ts';
import { writeBplist } from '../../../src/synthetic/encoders/bplist-writer.ts';
import { RowWriter } from '../../../src/synthetic/encoders/row-writer.ts';
import { writePlainBody } from '../../../src/synthetic/encoders/typedstream-writer.ts';
import { chatter } from '../../../src/synthetic/messages/messages-phrases.ts';
import { OWNER, type Person, personAt } from '../../../src/synthetic/people.ts';
import { type Random, type Seed, seededRandom } from '../../../src/synthetic/random.ts';
import type { LegacyKind, WrittenLegacyAttachment, WrittenLegacyMessage } from './messages-legacy-truth.ts';

const PEOPLE = 8;
const FIRST_DATE = Date.UTC(2011, 9, 14, 8);
const MINUTE = 60_000;
/** `flags` of an SMS. */
const FLAGS = { received: 2, sent: 3, failed: 33, deleted: 129 } as const;
/** `madrid_flags`. */
const MADRID = { received: 12_289, sent: 36_869, sentAndRead: 45_061, undelivered: 32_773 } as const;

interface Scene {
  readonly random: Random;
  readonly text: string;
  readonly date: number;
  readonly fromMe: boolean;
  readonly person: Person;
  readonly others: readonly Person[];
}

/** `+14155550001` in national format, as typed in the United States. */
function typed(phone: string): string {
  const match = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
  return match === null ? phone : `(${match[1]}) ${match[2]}-${match[3]}`;
}

/** An archive of GUIDs, reduced to what readers use: the class, then every string with its length. */
function attachmentInfo(guids: readonly string[]): Buffer {
  const head = Buffer.from(
    '\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x07NSArray\x00\x84\x84\x08NSObject\x00\x85\x84\x01i',
    'latin1',
  );
  return Buffer.concat([
    head,
    ...guids.map((guid) => Buffer.from(`\x92\x84\x84\x84\x08NSString\x01\x94\x84\x01+$${guid}\x86`, 'latin1')),
  ]);
}

/** Writes messages of iOS 5 and earlier into an existing schema, and records them. */
export class LegacyMessageWriter {
  readonly messages: WrittenLegacyMessage[] = [];
  readonly attachments: WrittenLegacyAttachment[] = [];
  readonly #seed: Seed;
  readonly #rows: Readonly<Record<'message' | 'group' | 'member' | 'piece' | 'attachment' | 'chat', RowWriter>>;
  readonly #groups = new Map<string, number>();
  readonly #chats = new Set<string>();

  constructor(db: DatabaseSync, seed: Seed) {
    this.#seed = seed;
    this.#rows = {
      message: new RowWriter(db, 'message'),
      group: new RowWriter(db, 'msg_group'),
      member: new RowWriter(db, 'group_member'),
      piece: new RowWriter(db, 'msg_pieces'),
      attachment: new RowWriter(db, 'madrid_attachment'),
      chat: new RowWriter(db, 'madrid_chat'),
    };
  }

  /** Writes one message with its related rows. */
  write(kind: LegacyKind, index: number): void {
    const random = seededRandom(this.#seed, `legacy message ${index}`);
    const person = personAt(this.#seed, random.below(PEOPLE));
    const others = [1, 2].map((step) => personAt(this.#seed, (person.index + step) % PEOPLE));
    const scene: Scene = {
      random,
      person,
      others,
      text: `${chatter(random, person.language)} №${index}`,
      date: FIRST_DATE + index * 7 * MINUTE,
      fromMe: random.chance(0.5),
    };
    if (kind.startsWith('imessage')) this.#writeMadrid(kind, scene);
    else if (kind.startsWith('mms')) this.#writeMms(kind, scene);
    else this.#writeSms(kind, scene);
  }

  #writeSms(kind: LegacyKind, scene: Scene): void {
    const fromMe = kind === 'sms-failed' || (kind !== 'sms-deleted' && scene.fromMe);
    const address = kind === 'sms-other-spelling' ? typed(scene.person.phone) : scene.person.phone;
    const flags =
      kind === 'sms-failed'
        ? FLAGS.failed
        : kind === 'sms-deleted'
          ? FLAGS.deleted
          : fromMe
            ? FLAGS.sent
            : FLAGS.received;
    const rowId = this.#rows.message.insert({
      address,
      date: scene.date / 1000,
      text: scene.text,
      flags,
      group_id: kind === 'sms-without-group' ? 0 : this.#group([scene.person.phone]),
      country: 'us',
      read: 1,
      is_madrid: 0,
      madrid_flags: 0,
    });
    this.#remember(kind, { ...scene, fromMe: flags % 2 === 1 }, rowId, address, [scene.person.phone]);
  }

  /**
   * Writes an MMS: its layout, a picture with its preview, and its text, all as parts; the message itself has no text.
   */
  #writeMms(kind: LegacyKind, scene: Scene): void {
    const members = kind === 'mms-group' ? [scene.person, ...scene.others] : [scene.person];
    const phones = members.map(({ phone }) => phone);
    const group = this.#group(phones);
    const address = kind === 'mms-group' && scene.fromMe ? null : scene.person.phone;
    const rowId = this.#rows.message.insert({
      address,
      date: scene.date / 1000,
      text: null,
      flags: scene.fromMe ? FLAGS.sent : FLAGS.received,
      group_id: group,
      subject: kind === 'mms-group' ? 'Pictures' : null,
      recipients: writeBplist(phones),
      read: 1,
      is_madrid: 0,
    });
    const piece = (row: Record<string, string | number | Buffer | null>): number =>
      this.#rows.piece.insert({ message_id: rowId, preview_part: -1, version: 1, ...row });
    piece({ part_id: 0, content_type: 'application/smil', data: Buffer.from('<smil/>'), content_id: '<start>' });
    const folder = `Library/SMS/Parts/${(group % 256).toString(16).padStart(2, '0')}/${String(rowId % 16).padStart(2, '0')}`;
    const picture = piece({ part_id: 1, content_type: 'image/jpeg', content_loc: 'IMG_3616.jpg' });
    this.#keep('msg_pieces', picture, rowId, 'image/jpeg', `${folder}/${rowId}-1.jpg`);
    const preview = piece({ part_id: 1, preview_part: 0, content_type: 'image/png' });
    this.#keep('msg_pieces', preview, rowId, 'image/png', `${folder}/${rowId}-1-preview`);
    piece({ part_id: 2, content_type: 'text/plain', content_loc: 'text_0002.txt', data: Buffer.from(scene.text) });
    this.#remember(kind, scene, rowId, address, phones);
  }

  #writeMadrid(kind: LegacyKind, scene: Scene): void {
    const isGroup = kind === 'imessage-group';
    const fromMe = kind === 'imessage-failed' || scene.fromMe;
    const members = isGroup ? [scene.person, ...scene.others].map(({ email }) => email) : [scene.person.phone];
    const room = isGroup ? this.#room(members) : null;
    if (room === null) this.#chat(scene.person.phone, null, members);
    const address = isGroup ? (fromMe ? null : scene.person.email) : scene.person.phone;
    const guid = scene.random.uuid();
    const picture = kind === 'imessage-photo' ? scene.random.uuid() : null;
    const text = picture === null ? scene.text : `\ufffc${scene.text}`;
    const seconds = appleSeconds(scene.date);
    const wasRead = scene.random.chance(0.5);
    const rowId = this.#rows.message.insert({
      address: null,
      date: seconds,
      text,
      flags: 0,
      group_id: 0,
      read: Number(!fromMe),
      madrid_attributedBody: writePlainBody(text),
      madrid_handle: address,
      madrid_guid: guid,
      madrid_type: Number(isGroup),
      madrid_roomname: room,
      madrid_service: 'Madrid',
      madrid_account: `E:${OWNER.email}`,
      madrid_flags:
        kind === 'imessage-failed'
          ? MADRID.undelivered
          : !fromMe
            ? MADRID.received
            : wasRead
              ? MADRID.sentAndRead
              : MADRID.sent,
      madrid_attachmentInfo: picture === null ? null : attachmentInfo([picture]),
      madrid_error: kind === 'imessage-failed' ? 4 : 0,
      is_madrid: 1,
      madrid_date_read: fromMe && !wasRead ? 0 : seconds + 60,
      madrid_date_delivered: fromMe ? seconds + 2 : 0,
    });
    if (picture !== null) {
      const path = `Library/SMS/Attachments/${picture.slice(0, 2).toLowerCase()}/${String(rowId % 16).padStart(2, '0')}/${picture}/IMG_0004.JPG`;
      const attachment = this.#rows.attachment.insert({
        attachment_guid: picture,
        created_date: seconds,
        start_date: seconds,
        filename: `/var/mobile/${path}`,
        uti_type: 'public.jpeg',
        mime_type: 'image/jpeg',
        transfer_state: 5,
        is_incoming: Number(!fromMe),
        // Only some rows have the message here; all are found by GUID.
        message_id: rowId % 2 === 0 ? rowId : null,
      });
      this.#keep('madrid_attachment', attachment, rowId, 'image/jpeg', path);
    }
    this.#remember(kind, { ...scene, text, fromMe }, rowId, address, members, guid);
  }

  /** The group of these people, created on demand. */
  #group(phones: readonly string[]): number {
    const key = phones.join();
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group = this.#rows.group.insert({
      type: Number(phones.length > 1),
      newest_message: 0,
      unread_count: 0,
      hash: 0,
    });
    for (const phone of phones) this.#rows.member.insert({ group_id: group, address: typed(phone), country: 'us' });
    this.#groups.set(key, group);
    return group;
  }

  #room(members: readonly string[]): string {
    const room = `chat${seededRandom(this.#seed, `room ${members.join()}`).uint32()}`;
    this.#chat(room, room, members);
    return room;
  }

  #chat(identifier: string, room: string | null, members: readonly string[]): void {
    if (this.#chats.has(identifier)) return;
    this.#chats.add(identifier);
    this.#rows.chat.insert({
      style: room === null ? 45 : 43,
      state: 3,
      account_id: '28071B19-FEBE-4ADB-82A0-400F0227F618',
      chat_identifier: identifier,
      service_name: 'Madrid',
      guid: `iMessage;${room === null ? '-' : '+'};${identifier}`,
      room_name: room,
      account_login: `E:${OWNER.email}`,
      participants: room === null ? null : writeBplist(members),
    });
  }

  #keep(
    table: WrittenLegacyAttachment['table'],
    rowId: number,
    message: number,
    mimeType: string,
    relativePath: string,
  ): void {
    this.attachments.push({
      table,
      rowId,
      message,
      mimeType,
      relativePath,
      isPreview: relativePath.endsWith('-preview'),
    });
  }

  #remember(
    kind: LegacyKind,
    { text, date, fromMe }: Pick<Scene, 'text' | 'date' | 'fromMe'>,
    rowId: number,
    address: string | null,
    members: readonly string[],
    guid: string | null = null,
  ): void {
    this.messages.push({ rowId, kind, text, date, fromMe, address, guid, members });
  }
}
