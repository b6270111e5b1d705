import { parseProtobuf } from '../protobuf.ts';
import { readXml, xmlAt, xmlText } from '../xml.ts';

const LIMITS = { maxDepth: 4, maxFields: 10_000 };

/** The names of a contact (`dbContactRemark`). */
export interface WechatNames {
  /** The name that they gave themselves. */
  readonly nickname: string | null;
  /** The account name that people see and search for. */
  readonly alias: string | null;
  /** The name that the owner gave them. */
  readonly remark: string | null;
}

/** Reads `dbContactRemark`. @throws DomainError MALFORMED_PROTOBUF, LIMIT_EXCEEDED */
export function readWechatNames(bytes: Uint8Array): WechatNames {
  const message = parseProtobuf(bytes, LIMITS);
  return { nickname: filled(message.string(1)), alias: filled(message.string(2)), remark: filled(message.string(3)) };
}

/** A member of a room; `name` is what the room calls them. */
export interface WechatMember {
  readonly id: string;
  readonly name: string | null;
  readonly isOwner: boolean;
}

/** Reads the members in `dbContactChatRoom`. @throws DomainError MALFORMED_PROTOBUF, LIMIT_EXCEEDED */
export function readWechatMembers(bytes: Uint8Array): readonly WechatMember[] {
  const message = parseProtobuf(bytes, LIMITS);
  const names = namesOfMembers(message.string(6) ?? '');
  const ids = new Set([...readWechatMemberIds(message.string(1) ?? ''), ...names.keys()]);
  const owner = message.string(2);
  return [...ids].map((id) => ({ id, name: names.get(id) ?? null, isOwner: id === owner }));
}

/** The ids in a list of members: `wxid_mei88;wxid_tao21`. */
export function readWechatMemberIds(list: string): readonly string[] {
  return list.split(';').filter((id) => id !== '');
}

/** Names by id of the members in the XML of a room. */
function namesOfMembers(xml: string): ReadonlyMap<string, string | null> {
  const room = xmlAt(readXml(xml), 'RoomData');
  return new Map(
    (room?.children ?? []).flatMap((member): [string, string | null][] => {
      const id = member.name === 'Member' ? filled(member.attributes.get('UserName') ?? null) : null;
      return id === null ? [] : [[id, xmlText(member, 'DisplayName')]];
    }),
  );
}

/** An account that was logged in on the phone. */
export interface WechatLogin {
  readonly id: string;
  readonly alias: string | null;
  readonly nickname: string | null;
}

/** Reads `LoginInfo2.dat`. @param lost called for an account that cannot be read. @throws DomainError as above */
export function readWechatLogins(bytes: Uint8Array, lost: () => void): readonly WechatLogin[] {
  return parseProtobuf(bytes, LIMITS)
    .readableMessages(1, lost)
    .flatMap((login) => {
      const id = filled(login.string(1));
      return id === null ? [] : [{ id, alias: filled(login.string(2)), nickname: filled(login.string(3)) }];
    });
}

function filled(text: string | null): string | null {
  return text === null || text === '' ? null : text;
}
