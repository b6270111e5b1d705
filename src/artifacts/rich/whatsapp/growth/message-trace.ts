import type { LookupTrace } from '../../../kit/growth/lookup-trace.ts';

/** What the records of messages are looked up in. */
export const LOOKUP_KINDS = ['session', 'member', 'jid', 'person', 'file'] as const;

/** Kinds of which each key is mostly that of one message. */
export const RARE_KINDS = ['file'] as const;

/** Numbers of {@link LOOKUP_KINDS}. */
export const LOOKUP = { session: 0, member: 1, jid: 2, person: 3, file: 4 } as const;

/** What messages look up besides their own rows. */
export type MessageTrace = LookupTrace<(typeof LOOKUP_KINDS)[number]>;
