import { chatSources } from '../chats/sources.ts';
import type { CallSource } from './call-source.ts';
import { phoneCalls } from './phone-calls.ts';
import { recordLogs } from './record-logs.ts';

/** All call logs: the phone's first, then those of apps. */
export const callSources: readonly CallSource[] = [
  phoneCalls,
  ...chatSources.flatMap(({ calls }) => calls ?? []),
  ...recordLogs,
];

/** The call log of an artifact, or null if it has none. */
export function callSourceOf(artifact: string): CallSource | null {
  return callSources.find((source) => source.artifact === artifact) ?? null;
}
