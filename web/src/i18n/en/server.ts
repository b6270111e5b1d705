import type { StoredMessage } from '../../../../src/locales/messages.ts';

/** A sentence of the server: it says everything in English. */
export const server = (english: string, _message: StoredMessage | null | undefined): string => english;
