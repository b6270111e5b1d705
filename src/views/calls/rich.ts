import type { RichViews } from '../rich-views.ts';

/** The sender of a call is the caller. */
export const callViews: RichViews = {
  artifact: 'calls',
  senderOf({ direction, handle }, people) {
    if (direction === 'outgoing') return people.owner(null);
    return people.withHandle(typeof handle === 'string' ? handle : null);
  },
};
