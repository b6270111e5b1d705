import type { MessageView } from '../../src/contract/chat.ts';

/** A message without content except `fields`; without key, sender and time unless they are among them. */
export function emptyMessage(fields: Partial<MessageView>): MessageView {
  const lists = {
    reactions: [],
    edits: [],
    deletedParts: [],
    attachments: [],
    mentions: [],
    contactCards: [],
    links: [],
  };
  const parts = {
    announcement: null,
    call: null,
    location: null,
    drawing: null,
    poll: null,
    app: null,
    payment: null,
    replyTo: null,
    deletedBy: null,
  };
  return {
    ...lists,
    ...parts,
    kind: 'text',
    text: null,
    subject: null,
    balloon: null,
    details: {},
    ...fields,
  } as never;
}
