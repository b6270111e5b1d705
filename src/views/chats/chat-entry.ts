import type { ChatView } from '../../contract/chat.ts';

/** The parts of a chat by which it is found, filtered and sorted. */
export interface ChatEntry {
  readonly key: number;
  readonly title: string;
  readonly sortTitle: string;
  readonly kind: ChatView['kind'];
  readonly isArchived: boolean;
  readonly messageCount: number;
  readonly lastAt: number | null;
  /** Folded words of the title and of everybody's names and handles. */
  readonly words: readonly string[];
  /** Canonical handles of its members, without the owner. */
  readonly handleKeys: readonly string[];
  /** Canonical handle of the other person where it is a chat with one; null for groups. */
  readonly partner: string | null;
  /** What the app calls that person; null where it has no names of its own. */
  readonly partnerName: string | null;
}
