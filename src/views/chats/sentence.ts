import type { HappeningView } from '../../contract/chat.ts';

/** A system message or a call in a chat, as data: clients make a sentence of it in any language. */
export type SystemMessageView = HappeningView;

/** A record that a search hit shows as a sentence. */
export interface Sentence {
  /** Title of the hit; null to use its sender and chat. */
  readonly title: string | null;
  readonly systemMessage: SystemMessageView;
}
