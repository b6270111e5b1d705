import type { ChatAnchor } from '../../../api/chats.ts';
import type { MessageRow } from './message-rows.ts';
import type { HeldPlace } from './use-held-place.ts';

/** A message that stays where it is in the view while its surroundings are loaded again. */
export interface KeptMessage {
  readonly kind: 'kept';
  readonly key: string;
  readonly align: 'start' | 'end';
  /** Pixels of it that are above the view. */
  readonly offset: number;
}

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

/** The row and edge of the view for a target; null if it is not loaded. */
export function placeOf(rows: readonly MessageRow[], target: ChatAnchor | KeptMessage): HeldPlace | null {
  const index = indexOf(rows, target.kind === 'kept' ? { kind: 'message', key: target.key } : target);
  if (index === -1) return null;
  return target.kind === 'kept'
    ? { index, align: target.align, offset: target.offset }
    : { index, align: alignOf(target) };
}

/** The edge of the view at which a target is shown. */
function alignOf({ kind }: ChatAnchor): HeldPlace['align'] {
  return kind === 'message' ? 'center' : kind === 'end' ? 'end' : 'start';
}
