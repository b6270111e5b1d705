import type { MessageWriter, OpenConversation, Placement, Scene } from './message-writer.ts';
import type { Generation } from './messages-schema.ts';

/** A message as its kind wrote it. */
export interface WrittenMessage {
  readonly rowId: number;
  readonly text: string | null;
  readonly placement?: Placement;
  /** Who sent it, where the kind decides that and not the scene. */
  readonly fromMe?: boolean;
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
