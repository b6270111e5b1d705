import en from './en.json' with { type: 'json' };
import type { StoredMessage } from './messages.ts';
import { createRenderer } from './renderer.ts';

const render = createRenderer(en, 'en');

/** A message in English: the language of logs, of the command line and of the API's texts. Its code where it is not known. */
export function english(message: StoredMessage): string;
/** As above; null for none. */
export function english(message: StoredMessage | null): string | null;
/** The implementation of both. */
export function english(message: StoredMessage | null): string | null {
  return message === null ? null : (render(message) ?? message.code);
}
