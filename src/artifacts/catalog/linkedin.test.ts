import { expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { linkedin } from './linkedin.ts';

it('messages of LinkedIn are there without their conversation, their sender or their text', () => {
  const member = (distance: string) => ({
    participantType: {
      member: { firstName: { text: 'Ida' }, lastName: null, distance, profileUrl: 'https://x/in/ida?a=1' },
    },
  });
  const messages = [
    {
      deliveredAt: 1_726_480_800_000,
      serializedMessage: JSON.stringify({ body: { text: 'Hello' }, sender: member('OUT') }),
    },
    { deliveredAt: 1_726_480_860_000, serializedMessage: JSON.stringify({ body: {}, sender: null }) },
    { deliveredAt: null, serializedMessage: null },
  ].map((row) => ({ ...row, conversationUrn: 'urn:1' }));
  const { tables } = readStores(linkedin, {
    'AppDomain-com.linkedin.LinkedIn/Documents/msg_database.sqlite': { tables: { messages } },
  });
  expect(tables['linkedin_messages']).toMatchObject([
    { text: 'Hello', senderName: 'Ida', isFromMe: false, sentAt: Date.UTC(2024, 8, 16, 10) },
    { text: null, sender: null },
    { text: null, sentAt: null },
  ]);
  expect(tables['linkedin_chats']).toMatchObject([{ chatId: 'urn:1', messageCount: 3 }]);
});
