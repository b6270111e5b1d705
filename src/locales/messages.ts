import type { Params } from './params.ts';

/** A text of the catalogue in `src/locales`, by its id: `lost.damaged-rows`. */
export type MessageCode = keyof Params;

/** What a placeholder of a message can stand for. Another message is rendered in the same language. */
export type Param = string | number | StoredMessage;

/** A message as it is stored and sent: this version may not know its code. */
export interface StoredMessage {
  readonly code: string;
  readonly params: Readonly<Record<string, Param>>;
}

/** A sentence as its id and the values of its placeholders, so that it can be rendered in any language. See {@link msg}. */
export interface Message<C extends MessageCode = MessageCode> extends StoredMessage {
  readonly code: C;
}

/** Something worth counting while an artifact is read. */
export type NoteMessage = Message<Extract<MessageCode, `note.${string}`>>;

/** What was left out or read only in part. */
export type LostMessage = Message<Extract<MessageCode, `lost.${string}`>>;

/** Makes a message: `msg('lost.damaged-rows', { table: 'ZNOTE' })`. */
export function msg<C extends MessageCode>(
  code: C,
  ...[params]: keyof Params[C] extends never ? [] : [params: Params[C]]
): Message<C>;
export function msg(code: MessageCode, params: StoredMessage['params'] = {}): Message {
  return { code, params };
}

/** A sentence that has no id: one of an earlier version, or of another program. */
export function plain(text: string): Message<'plain'> {
  return msg('plain', { text });
}

/** What the database or another process holds for a message. Null where it is none. */
export function parseMessage(value: unknown): StoredMessage | null {
  if (typeof value !== 'object' || value === null || !('code' in value) || typeof value.code !== 'string') return null;
  const params: Record<string, Param> = {};
  const given = 'params' in value && typeof value.params === 'object' ? value.params : null;
  for (const [name, param] of Object.entries(given ?? {})) {
    const known = typeof param === 'string' || typeof param === 'number' ? param : parseMessage(param);
    if (known !== null) params[name] = known;
  }
  return { code: value.code, params };
}

/** A short stable name: the last part of the code, and the values of its placeholders. `too-large:message-text` */
export function messageName({ code, params }: StoredMessage): string {
  const values = Object.values(params).map((param) => (typeof param === 'object' ? messageName(param) : param));
  return [code.slice(code.indexOf('.') + 1), ...values].join(':');
}
