import { ANNOUNCEMENT_KINDS } from './kinds-announcements.ts';
import { CHANGE_KINDS } from './kinds-changes.ts';
import { DRAWING_KINDS } from './kinds-drawings.ts';
import { MEDIA_KINDS } from './kinds-media.ts';
import { ODD_KINDS } from './kinds-odd.ts';
import { POLL_KINDS } from './kinds-polls.ts';
import { REACTION_KINDS } from './kinds-reactions.ts';
import { TEXT_KINDS } from './kinds-texts.ts';
import type { MessageKind } from './message-kind.ts';

/** All kinds of messages. Each occurs at least once if `size` allows. */
export const MESSAGE_KINDS: readonly MessageKind[] = [
  ...TEXT_KINDS,
  ...MEDIA_KINDS,
  ...DRAWING_KINDS,
  ...REACTION_KINDS,
  ...CHANGE_KINDS,
  ...ANNOUNCEMENT_KINDS,
  ...ODD_KINDS,
  ...POLL_KINDS,
];
