import { describe, expect, it } from 'vitest';
import { describeAnnouncement, readAnnouncement } from './announcement.ts';

const CODES = {
  itemType: 0,
  actionType: 0,
  shareStatus: 0,
  keptType: 0,
  otherHandle: null,
  handle: null,
  title: null,
  isOfOwner: false,
  isUnattributed: false,
};

describe('readAnnouncement', () => {
  it.each([
    [{ itemType: 1, otherHandle: 'a', handle: 'b' }, 'participant-added'],
    [{ itemType: 1, otherHandle: 'a', handle: 'a' }, 'participant-changed-number'],
    [{ itemType: 1, actionType: 1, otherHandle: 'a' }, 'participant-removed'],
    [{ itemType: 1, actionType: 1, otherHandle: 'a', isUnattributed: true }, 'participant-left'],
    [{ itemType: 2, title: 'Climbing' }, 'group-renamed'],
    [{ itemType: 3, actionType: 0 }, 'participant-left'],
    [{ itemType: 3, actionType: 1 }, 'group-photo-changed'],
    [{ itemType: 3, actionType: 2 }, 'group-photo-removed'],
    [{ itemType: 3, actionType: 4 }, 'background-changed'],
    [{ itemType: 3, actionType: 5 }, 'background-changed'],
    [{ itemType: 3, actionType: 6 }, 'background-removed'],
    [{ itemType: 4 }, 'location-sharing-started'],
    [{ itemType: 4, shareStatus: 1 }, 'location-sharing-stopped'],
    [{ itemType: 5 }, 'audio-kept'],
    [{ itemType: 5, keptType: 1 }, 'video-kept'],
    [{ itemType: 5, keptType: 2 }, 'message-kept'],
    [{ itemType: 5, keptType: 9 }, 'unknown'],
    [{ itemType: 6 }, 'shareplay'],
    [{ itemType: 1, actionType: 9 }, 'unknown'],
    [{ itemType: 3, actionType: 3 }, 'unknown'],
    [{ itemType: 99, actionType: 42 }, 'unknown'],
  ])('%j is %s', (codes, kind) => expect(readAnnouncement({ ...CODES, ...codes }).kind).toBe(kind));

  it('keeps unknown codes', () => {
    expect(readAnnouncement({ ...CODES, itemType: 99, actionType: 42 }).raw).toEqual({ itemType: 99, actionType: 42 });
  });

  it('describes it in words', () => {
    const renamed = readAnnouncement({ ...CODES, itemType: 2, title: 'Climbing' });
    expect(describeAnnouncement(renamed)).toBe('named the conversation “Climbing”');
  });
});
