import type { ChatView } from '../../contract/chat.ts';

/** Data for finding, filtering and sorting a chat. */
export interface ChatEntry {
  readonly key: number;
  readonly title: string;
  readonly sortTitle: string;
  readonly kind: ChatView['kind'];
  readonly isArchived: boolean;
  readonly messageCount: number;
  readonly lastAt: number | null;
  /** Folded words of the title and of the names and handles of all members. */
  readonly words: readonly string[];
  /** Canonical handles of its members except the owner. */
  readonly handleKeys: readonly string[];
  /** Canonical handle of the other person of a direct chat; null for groups. */
  readonly partner: string | null;
  /** Name of that person in the app; null if the app stores no names. */
  readonly partnerName: string | null;
}
