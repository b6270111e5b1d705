import { ANNOUNCEMENT_KINDS } from './kinds-announcements.ts';
import { CHANGE_KINDS } from './kinds-changes.ts';
import { MEDIA_KINDS } from './kinds-media.ts';
import { ODD_KINDS } from './kinds-odd.ts';
import { REACTION_KINDS } from './kinds-reactions.ts';
import { TEXT_KINDS } from './kinds-texts.ts';
import type { MessageWriter, OpenConversation, Placement, Scene } from './message-writer.ts';
import type { Generation } from './messages-schema.ts';

/** A message as its kind wrote it. */
export interface WrittenMessage {
  readonly rowId: number;
  readonly text: string | null;
  readonly placement?: Placement;
}

/** One kind of message: what it needs and how it is written. */
export interface MessageKind {
  readonly name: string;
  /** The first generation whose schema can hold it. */
  readonly since: Generation;
  /** How often it comes, relative to the others; 0 for what is written once, to be there. */
  readonly weight: number;
  /** False where the conversation cannot have it. Any can, when not given. */
  readonly fits?: (conversation: OpenConversation) => boolean;
  readonly write: (writer: MessageWriter, scene: Scene) => WrittenMessage;
}

/** Every kind of message that synthetic databases hold. Each occurs at least once where there is room. */
export const MESSAGE_KINDS: readonly MessageKind[] = [
  ...TEXT_KINDS,
  ...MEDIA_KINDS,
  ...REACTION_KINDS,
  ...CHANGE_KINDS,
  ...ANNOUNCEMENT_KINDS,
  ...ODD_KINDS,
];
