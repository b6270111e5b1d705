import type { ChatView } from '../../contract/chat.ts';
import type { ChatPeriod } from '../chats/chat-periods.ts';

/** Messages of a chat that are written by themselves: those of a period. */
export interface MessagesPart {
  readonly kind: 'messages';
  /** Key of the chat. */
  readonly chat: string;
  /** UTC milliseconds; undefined at the ends of what is exported. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Time of the message that is written before these; null for the first ones. */
  readonly after: number | null;
}

/** A page of a chat. */
export interface PagePart {
  readonly kind: 'page';
  readonly chat: ChatView;
  readonly periods: readonly ChatPeriod[];
  /** Paths of the pages of all periods. */
  readonly places: readonly string[];
  /** Its place among the periods. */
  readonly index: number;
}

/** A part of an export that needs nothing of the parts before it, so that any thread can make it. */
export type ExportPart = MessagesPart | PagePart;

/** What is known of a part when it has been made. */
export interface PartFacts {
  /** Number of its messages. */
  readonly count: number;
  /** Times of the first and last, in UTC milliseconds. */
  readonly first: number | null;
  readonly last: number | null;
}

/** Makes a part; returns what is known of it. */
export type MakePart = (part: ExportPart) => AsyncGenerator<string, PartFacts | null, undefined>;

/** Something that another thread has made. */
export type MadeElsewhere =
  | { readonly kind: 'chunk'; readonly number: number; readonly bytes: Uint8Array }
  | { readonly kind: 'end'; readonly number: number; readonly facts: PartFacts | null };

/** Another thread that makes parts of the same export. */
export interface PartHelper {
  /** True if it makes parts: not before it has started, and never if it does not see the same rows. */
  readonly isReady: boolean;
  /** Gives it another part, which it makes after those before. */
  give(number: number, part: ExportPart): void;
  /** What it has made since the last call, in its order. @throws what it throws */
  take(): readonly MadeElsewhere[];
  /** Waits for something to {@link take}. */
  wait(): Promise<void>;
  /** Tells it that this many bytes have been used: it only makes so many ahead. */
  used(bytes: number): void;
}
