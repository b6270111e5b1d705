import { appleSeconds } from '../encoders/apple-time.ts';
import { appPayload } from './app-payload.ts';
import type { MessageKind } from './message-kind.ts';
import { type OpenConversation, PLACEHOLDER } from './message-writer.ts';

const APP = 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.messages.Polls';
const OPTIONS = ['Saturday', 'Sunday', 'Some other day'].map((text, index) => ({
  optionIdentifier: `00000000-0000-4000-8000-00000000000${String(index)}`,
  text,
  attributedText: text,
  canBeEdited: false,
}));

/** GUID of the newest poll of a conversation. */
const polls = new WeakMap<OpenConversation, string>();

/** Payload of a poll or a vote: JSON in the URL. */
function payload(item: object, query: string): Buffer {
  const json = Buffer.from(JSON.stringify({ version: 1, item })).toString('base64');
  return appPayload({ an: 'Polls', caption: 'Sent a poll', URL: `data:,${json}?${query}` });
}

/** Polls and votes. */
export const POLL_KINDS: readonly MessageKind[] = [
  {
    name: 'poll',
    since: 18,
    weight: 3,
    write: (writer, scene) => {
      const title = 'When shall we go climbing?';
      const rowId = writer.write(scene, {
        ...writer.text(PLACEHOLDER),
        balloon_bundle_id: APP,
        payload_data: payload({ title, orderedPollOptions: OPTIONS }, `src=p&c=${String(OPTIONS.length)}`),
      });
      polls.set(scene.conversation, scene.guid);
      // The question; the body has only a placeholder.
      return { rowId, text: title };
    },
  },
  {
    name: 'poll-vote',
    since: 18,
    weight: 6,
    fits: (conversation) => polls.has(conversation),
    write: (writer, scene) => {
      const { optionIdentifier } = writer.random.pick(OPTIONS);
      const vote = { voteOptionIdentifier: optionIdentifier, serverVoteTime: appleSeconds(scene.at) + 0.25 };
      const rowId = writer.write(scene, {
        ...writer.text(PLACEHOLDER),
        balloon_bundle_id: APP,
        associated_message_guid: polls.get(scene.conversation) ?? '',
        associated_message_type: 4000,
        payload_data: payload({ votes: [vote] }, 'src=v'),
      });
      return { rowId, text: null };
    },
  },
];
