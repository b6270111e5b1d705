import type { HappeningView } from '../../contract/chat.ts';

/** Something that happened in a chat, or a call: shown as a sentence made of its facts, in any language. */
export type SystemMessageView = HappeningView;

/** A record that a hit shows as a sentence. */
export interface Sentence {
  /** Whom the record is about; null where its sender and chat name it. */
  readonly title: string | null;
  readonly systemMessage: SystemMessageView;
}
