import type { ChatAnchor } from '../../../api/chats.ts';
import type { MessageRow } from './message-rows.ts';
import type { HeldPlace } from './use-held-place.ts';

/** Which ends of the chat are among the loaded messages. */
export interface LoadedEnds {
  readonly isOldest: boolean;
  readonly isNewest: boolean;
}

/** Index of the row of a target or nearest to it; -1 for a message that is not loaded. */
export function indexOf(rows: readonly MessageRow[], target: ChatAnchor): number {
  if (target.kind === 'start') return 0;
  if (target.kind === 'end') return rows.length - 1;
  if (target.kind === 'message') return rows.findIndex(({ message }) => message.key === target.key);
  const index = rows.findIndex(({ message }) => (message.sentAt ?? 0) >= target.at);
  return index === -1 ? rows.length - 1 : index;
}

/** True if the rows contain the target itself, not only rows near it. */
export function isLoaded(rows: readonly MessageRow[], target: ChatAnchor, { isOldest, isNewest }: LoadedEnds): boolean {
  if (target.kind === 'start') return isOldest;
  if (target.kind === 'end') return isNewest;
  const index = indexOf(rows, target);
  if (target.kind === 'message') return index !== -1;
  const last = rows.at(-1)?.message.sentAt ?? 0;
  return (index > 0 || isOldest) && (last >= target.at || isNewest);
}

/** The edge of the view at which a target is shown. */
export function alignOf({ kind }: ChatAnchor): HeldPlace['align'] {
  return kind === 'message' ? 'center' : kind === 'end' ? 'end' : 'start';
}
