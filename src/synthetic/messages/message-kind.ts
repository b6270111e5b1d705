import type { MessageWriter, OpenConversation, Placement, Scene } from './message-writer.ts';
import type { Generation } from './messages-schema.ts';

/** A written message. */
export interface WrittenMessage {
  readonly rowId: number;
  readonly text: string | null;
  readonly placement?: Placement;
  /** Direction of the message if the kind decides it instead of the scene. */
  readonly fromMe?: boolean;
}

/** One kind of message. */
export interface MessageKind {
  readonly name: string;
  /** The first generation whose schema supports it. */
  readonly since: Generation;
  /** Relative frequency; 0 for kinds that are written once. */
  readonly weight: number;
  /** False if the conversation cannot have this kind. By default any can. */
  readonly fits?: (conversation: OpenConversation) => boolean;
  readonly write: (writer: MessageWriter, scene: Scene) => WrittenMessage;
}
