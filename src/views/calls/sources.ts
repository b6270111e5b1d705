import { chatSources } from '../chats/sources.ts';
import type { CallSource } from './call-source.ts';
import { phoneCalls } from './phone-calls.ts';

/** Every log of calls: that of the phone first, then those of apps. */
export const callSources: readonly CallSource[] = [phoneCalls, ...chatSources.flatMap(({ calls }) => calls ?? [])];

/** The log of this artifact; null where it has none. */
export function callSourceOf(artifact: string): CallSource | null {
  return callSources.find((source) => source.artifact === artifact) ?? null;
}
