import { expect, it } from 'vitest';
import { extractWhatsapp } from '../../../../test/support/artifacts/whatsapp.ts';
import { chats, message } from '../../../../test/synthetic/whatsapp/small-store.ts';

it('a place without a name is searchable by has:location and has its coordinates', () => {
  const { documents } = extractWhatsapp([
    chats({
      ZWAMESSAGE: [message(1, { ZMESSAGETYPE: 5, ZMEDIAITEM: 1 })],
      ZWAMEDIAITEM: [{ Z_PK: 1, ZLATITUDE: 51.5, ZLONGITUDE: -0.1, ZVCARDSTRING: '51.5,-0.1' }],
    }),
  ]);
  const found = documents.filter(({ table }) => table === 'whatsapp_messages');
  expect(found.map(({ document }) => document)).toMatchObject([
    { text: '', has: ['location'], payload: { latitude: 51.5, longitude: -0.1, locationName: null } },
  ]);
});
