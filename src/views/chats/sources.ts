import { messagesSource } from '../messages/source.ts';
import { whatsappSource } from '../whatsapp/source.ts';
import type { ChatSource } from './chat-source.ts';
import { declaredSources } from './declared/sources.ts';

/** All chat apps, in the order of the artifacts. */
export const chatSources: readonly ChatSource[] = [messagesSource, whatsappSource, ...declaredSources];

const BY_ARTIFACT: ReadonlyMap<string, ChatSource> = new Map(chatSources.map((source) => [source.artifact, source]));

/** The chat app of an artifact, or null if it is none. */
export function chatSourceOf(artifact: string): ChatSource | null {
  return BY_ARTIFACT.get(artifact) ?? null;
}
