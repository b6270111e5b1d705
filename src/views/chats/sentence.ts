import type { SystemMessageView } from '../../contract/chat.ts';

/** A record that a search hit shows as a sentence. */
export interface Sentence {
  /** Title of the hit; null to use its sender and chat. */
  readonly title: string | null;
  readonly systemMessage: SystemMessageView;
}
