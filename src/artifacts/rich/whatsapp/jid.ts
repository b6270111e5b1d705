/**
 * Kind of a JID. `lid`: a person by an opaque number instead of the phone number. `status`: the status updates of a
 * person.
 */
export type JidKind = 'phone' | 'lid' | 'group' | 'broadcast' | 'status' | 'channel' | 'other';

/** Kinds by server; `c.us` is the old name of `s.whatsapp.net`. */
const KINDS: ReadonlyMap<string, JidKind> = new Map([
  ['s.whatsapp.net', 'phone'],
  ['c.us', 'phone'],
  ['lid', 'lid'],
  ['hosted', 'phone'],
  ['hosted.lid', 'lid'],
  ['g.us', 'group'],
  ['broadcast', 'broadcast'],
  ['status', 'status'],
  ['lid.status', 'status'],
  ['newsletter', 'channel'],
]);

/** A phone number without any separators: at least 5 digits; E.164 allows at most 15. */
const PHONE_DIGITS = /^\d{5,20}$/;

/** Kind of a JID by the part after its `@`, which is the same in all versions. */
export function jidKind(jid: string): JidKind {
  if (jid === 'status@broadcast') return 'status';
  const kind = KINDS.get(jid.slice(jid.lastIndexOf('@') + 1)) ?? 'other';
  return kind === 'phone' && !PHONE_DIGITS.test(userOf(jid)) ? 'other' : kind;
}

/**
 * Normalises a JID: server in lower case, new names of old servers, and no device (`:12`) or agent (`.0`) after a
 * person's number. Null if it is not a JID.
 */
export function normaliseJid(text: string | null): string | null {
  const jid = text?.trim() ?? '';
  const at = jid.lastIndexOf('@');
  if (at < 1 || at === jid.length - 1) return null;
  const server = jid.slice(at + 1).toLowerCase();
  const kind = KINDS.get(server);
  const user =
    kind === 'phone' || kind === 'lid' ? jid.slice(0, at).replace(/^(\d+)[.:][\d.:]*$/, '$1') : jid.slice(0, at);
  if (kind === 'phone' && PHONE_DIGITS.test(user)) return `${user}@s.whatsapp.net`;
  return `${user}@${kind === 'lid' ? 'lid' : server}`;
}

/** A phone number as a JID: with or without `+`, spaces, or the server. Null if it is not a number. */
export function phoneJid(text: string | null): string | null {
  if (text === null) return null;
  if (text.includes('@')) {
    const jid = normaliseJid(text);
    return jid !== null && jidKind(jid) === 'phone' ? jid : null;
  }
  const digits = text.replace(/[^\d]/g, '');
  return PHONE_DIGITS.test(digits) ? `${digits}@s.whatsapp.net` : null;
}

/** A LID, with or without its server, as a JID. Null for anything else. */
export function lidJid(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  if (/^\d{1,30}$/.test(trimmed)) return `${trimmed}@lid`;
  const jid = normaliseJid(trimmed);
  return jid !== null && jidKind(jid) === 'lid' ? jid : null;
}

/** The person whose status updates a JID refers to. */
export function statusOwner(jid: string): string | null {
  const user = userOf(jid);
  if (!PHONE_DIGITS.test(user)) return null;
  return jid.endsWith('@lid.status') ? `${user}@lid` : `${user}@s.whatsapp.net`;
}

/** True for the JID of a person. */
export function isPerson(jid: string): boolean {
  const kind = jidKind(jid);
  return kind === 'phone' || kind === 'lid';
}

/** Displayed form of a JID: `+` and the phone number, otherwise the JID itself. */
export function handleOf(jid: string): string {
  return jidKind(jid) === 'phone' ? `+${userOf(jid)}` : jid;
}

function userOf(jid: string): string {
  return jid.slice(0, jid.lastIndexOf('@'));
}
