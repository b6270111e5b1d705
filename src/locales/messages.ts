import type { Params } from './params.ts';
import { RENAMED } from './renamed.ts';
import type { Param, StoredMessage } from './stored-message.ts';

export type { Param, StoredMessage } from './stored-message.ts';

/** A text of the catalogue in `src/locales`, by its id: `lost.damaged-rows`. */
export type MessageCode = keyof Params;

/** A sentence as its id and the values of its placeholders, so that it can be rendered in any language. See {@link msg}. */
export interface Message<C extends MessageCode = MessageCode> extends StoredMessage {
  readonly code: C;
}

/** A notable fact that is counted while an artifact is read. */
export type NoteMessage = Message<Extract<MessageCode, `note.${string}`>>;

/** What was left out or read only in part. */
export type LostMessage = Message<Extract<MessageCode, `lost.${string}`>>;

/** A message of the ledger and how often it was counted. */
export interface CountedMessage extends StoredMessage {
  readonly count: number;
}

/** A text in English, and in the languages that have a translation. */
export type TextByLanguage = string | ({ readonly en: string } & { readonly [language: string]: string });

/** Messages without an id: `plain` has its text as it is, `by-language` has one text for each language. */
const PLAIN = 'plain';
const BY_LANGUAGE = 'by-language';

/** Makes a message: `msg('lost.damaged-rows', { table: 'ZNOTE' })`. */
export function msg<C extends MessageCode>(
  code: C,
  ...[params]: keyof Params[C] extends never ? [] : [params: Params[C]]
): Message<C>;
/** The implementation, whose types are those above. */
export function msg(code: MessageCode, params: StoredMessage['params'] = {}): Message {
  return { code, params };
}

/** A sentence that has no id: one of an earlier version, of another program, or of a declaration. */
export function plain(text: TextByLanguage): StoredMessage {
  return typeof text === 'string' ? { code: PLAIN, params: { text } } : { code: BY_LANGUAGE, params: text };
}

/** The text of a message that has no id; null for all others. */
export function plainText({ code, params }: StoredMessage, language: string): string | null {
  const text = code === PLAIN ? params['text'] : code === BY_LANGUAGE ? (params[language] ?? params['en']) : null;
  return typeof text === 'string' ? text : null;
}

/** A message that came from the database or from another process. Null where it is none. */
export function parseMessage(value: unknown): StoredMessage | null {
  if (typeof value !== 'object' || value === null || !('code' in value) || typeof value.code !== 'string') return null;
  const params: Record<string, Param> = {};
  const given = 'params' in value && typeof value.params === 'object' ? value.params : null;
  for (const [name, param] of Object.entries(given ?? {})) {
    const known = typeof param === 'string' || typeof param === 'number' ? param : parseMessage(param);
    if (known !== null) params[name] = known;
  }
  return { code: (Object.hasOwn(RENAMED, value.code) ? RENAMED[value.code] : undefined) ?? value.code, params };
}

/** Equal for messages that say the same. */
export function messageKey({ code, params }: StoredMessage): string {
  return JSON.stringify([code, params]);
}

/** A short stable name: the code without its group, and the values of its placeholders. `unknown-code:call-type:99` */
export function messageName(message: StoredMessage): string {
  const text = plainText(message, 'en');
  if (text !== null) return text;
  const { code, params } = message;
  const values = Object.values(params).map((param) => (typeof param === 'object' ? messageName(param) : param));
  return [code.slice(code.indexOf('.') + 1), ...values].join(':');
}

/** A message with how often it was counted, for the placeholder `count`. */
export function withCount({ code, params, count }: CountedMessage): StoredMessage {
  return { code, params: { ...params, count } };
}
