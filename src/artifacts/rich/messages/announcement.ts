import type { Announcement, AnnouncementKind } from './tables.ts';

/** Columns of an announcement. */
export interface AnnouncementCodes {
  readonly itemType: number;
  /** `group_action_type` */
  readonly actionType: number;
  /** `share_status`: 1 if sharing ended. */
  readonly shareStatus: number;
  /** `message_action_type` of `item_type` 5. */
  readonly keptType: number;
  /** Handle of `other_handle`. */
  readonly otherHandle: string | null;
  /** Handle of `handle_id`. */
  readonly handle: string | null;
  readonly title: string | null;
  /** True if `other_handle` is 0: the owner has no handle. */
  readonly isOfOwner: boolean;
  /** True if the handle of the row only observed the change and did not make it (`uat` in `message_summary_info`). */
  readonly isUnattributed: boolean;
}

/** `item_type` of members that were added or removed. */
const MEMBERS = 1;

/** `group_action_type` of `item_type` 3 (docs/format/messages.md). */
const GROUP_ACTIONS: ReadonlyMap<number, AnnouncementKind> = new Map([
  [0, 'participant-left'],
  [1, 'group-photo-changed'],
  [2, 'group-photo-removed'],
  [4, 'background-changed'],
  // To a picture that may be sensitive.
  [5, 'background-changed'],
  [6, 'background-removed'],
]);

/** `message_action_type` of `item_type` 5: what would have expired. 2 are messages of apps, like Digital Touch. */
const KEPT: ReadonlyMap<number, AnnouncementKind> = new Map([
  [0, 'audio-kept'],
  [1, 'video-kept'],
  [2, 'message-kept'],
]);

/**
 * Maps `item_type` and related columns to an announcement; unknown combinations keep their codes
 * (docs/format/messages.md).
 */
export function readAnnouncement(codes: AnnouncementCodes): Announcement {
  const { itemType, actionType, shareStatus, keptType } = codes;
  const isOfMember = itemType === MEMBERS;
  const isUnattributed = codes.isUnattributed && hasActor(codes);
  return {
    kind: kindOf(codes),
    raw: {
      itemType,
      actionType,
      ...(itemType === 4 ? { shareStatus } : {}),
      ...(itemType === 5 && keptType !== 0 ? { keptType } : {}),
      ...(isOfMember && codes.isOfOwner ? { isOfOwner: true } : {}),
      ...(isUnattributed ? { isUnattributed: true } : {}),
    },
    handle: codes.otherHandle ?? (itemType === 3 && !isUnattributed ? codes.handle : null),
    title: codes.title,
  };
}

/** True for changes that a member makes to members, name, picture or background; leaving is not one. */
function hasActor({ itemType, actionType }: AnnouncementCodes): boolean {
  return itemType === MEMBERS || itemType === 2 || (itemType === 3 && actionType !== 0);
}

function kindOf(codes: AnnouncementCodes): AnnouncementKind {
  const { itemType, actionType, shareStatus, keptType, otherHandle, handle, isUnattributed } = codes;
  switch (itemType) {
    case MEMBERS:
      if (actionType === 1) return isUnattributed ? 'participant-left' : 'participant-removed';
      if (actionType !== 0) return 'unknown';
      return otherHandle !== null && otherHandle === handle ? 'participant-changed-number' : 'participant-added';
    case 2:
      return 'group-renamed';
    case 3:
      return GROUP_ACTIONS.get(actionType) ?? 'unknown';
    case 4:
      if (actionType !== 0) return 'unknown';
      return shareStatus === 1 ? 'location-sharing-stopped' : 'location-sharing-started';
    case 5:
      return KEPT.get(keptType) ?? 'unknown';
    case 6:
      return 'shareplay';
    default:
      return 'unknown';
  }
}

/** The announcement for a message that was unsent completely. */
export const UNSENT: Announcement = {
  kind: 'unsent',
  raw: { itemType: 0, actionType: 0 },
  handle: null,
  title: null,
};

const SENTENCES: Readonly<Record<AnnouncementKind, string>> = {
  'participant-added': 'added someone to the conversation',
  'participant-changed-number': 'changed their phone number',
  'participant-removed': 'removed someone from the conversation',
  'group-renamed': 'named the conversation',
  'participant-left': 'left the conversation',
  'group-photo-changed': 'changed the group photo',
  'group-photo-removed': 'removed the group photo',
  'background-changed': 'changed the background',
  'background-removed': 'removed the background',
  'location-sharing-started': 'started sharing location',
  'location-sharing-stopped': 'stopped sharing location',
  'audio-kept': 'kept an audio message',
  'video-kept': 'kept a video message',
  'message-kept': 'kept a message',
  shareplay: 'used SharePlay',
  unsent: 'unsent a message',
  unknown: 'announcement',
};

/** English description of an announcement for search: `named the conversation “Climbing”`. */
export function describeAnnouncement({ kind, title, handle }: Announcement): string {
  return [SENTENCES[kind], title === null ? null : `“${title}”`, handle].filter((part) => part !== null).join(' ');
}
