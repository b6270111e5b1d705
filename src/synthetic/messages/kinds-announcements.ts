import type { Row } from '../encoders/row-writer.ts';
import type { MessageKind } from './message-kind.ts';
import type { MessageWriter, Scene } from './message-writer.ts';

const inGroup: MessageKind['fits'] = ({ group }) => group;

/** Handle of another member than the sender, if there is one; otherwise that of the sender. */
function otherMember({ conversation, participant }: Scene): number {
  const other = conversation.participants.find(({ handleRowId }) => handleRowId !== participant.handleRowId);
  return (other ?? participant).handleRowId;
}

/** A kind of announcement: a row without text. `item_type` and its codes identify it (docs/format/messages.md). */
function announcement(name: string, fields: (scene: Scene, writer: MessageWriter) => Row, fits = inGroup): MessageKind {
  return {
    name,
    since: 9,
    weight: 4,
    ...(fits === undefined ? {} : { fits }),
    write: (writer, scene) => {
      const rowId = writer.write(scene, { text: null, attributedBody: null, ...fields(scene, writer) });
      return { rowId, text: null };
    },
  };
}

const anywhere: MessageKind['fits'] = () => true;

/** A member leaves a group. */
export const MEMBER_LEFT = announcement('member-left', () => ({ item_type: 3, group_action_type: 0 }));

/** Announcements of every `item_type`. */
export const ANNOUNCEMENT_KINDS: readonly MessageKind[] = [
  announcement('member-added', (scene) => ({ item_type: 1, group_action_type: 0, other_handle: otherMember(scene) })),
  announcement('member-removed', (scene) => ({ item_type: 1, group_action_type: 1, other_handle: otherMember(scene) })),
  announcement('number-changed', (scene) => {
    const { handleRowId } = scene.participant;
    return { item_type: 1, group_action_type: 0, handle_id: handleRowId, other_handle: handleRowId };
  }),
  announcement('group-renamed', (scene) => ({
    item_type: 2,
    group_title: scene.conversation.displayName ?? 'New name',
  })),
  announcement('group-name-removed', () => ({ item_type: 2, group_title: null })),
  MEMBER_LEFT,
  announcement('group-photo-changed', () => ({ item_type: 3, group_action_type: 1 })),
  announcement('group-photo-removed', () => ({ item_type: 3, group_action_type: 2 })),
  announcement('background-changed', () => ({ item_type: 3, group_action_type: 4 }), anywhere),
  announcement('background-removed', () => ({ item_type: 3, group_action_type: 6 }), anywhere),
  announcement('location-shared', () => ({ item_type: 4, share_status: 0 }), anywhere),
  announcement('location-stopped', () => ({ item_type: 4, share_status: 1 }), anywhere),
  announcement('audio-kept', () => ({ item_type: 5 }), anywhere),
  announcement('shareplay', () => ({ item_type: 6 }), anywhere),
  announcement('unknown-announcement', () => ({ item_type: 99, group_action_type: 42 }), anywhere),
];
