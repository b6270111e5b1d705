import { describe, expect, it } from 'vitest';
import { extractWhatsapp } from '../../../../test/support/artifacts/whatsapp.ts';
import { ANN, BOB, chats, GROUP, message, type Rows } from '../../../../test/synthetic/whatsapp/small-store.ts';
import { type ProtobufField, writeProtobuf } from '../../../synthetic/encoders/protobuf-writer.ts';
import type { Row } from '../../../synthetic/encoders/row-writer.ts';

/** Messages with one media item each, as the app of 2026 stores them. */
function messagesOf(...list: readonly { readonly row: Row; readonly media?: Row }[]) {
  const rows: Rows = {
    ZWAMESSAGE: list.map(({ row, media }, at) => message(at + 1, media ? { ...row, ZMEDIAITEM: at + 1 } : row)),
    ZWAMEDIAITEM: list.flatMap(({ media }, at) => (media ? [{ Z_PK: at + 1, ZMESSAGE: at + 1, ...media }] : [])),
  };
  return extractWhatsapp([chats(rows)]);
}

const metadata = (...fields: readonly ProtobufField[]): Row => ({ ZMETADATA: writeProtobuf(fields) });

describe('messages', () => {
  it('that were deleted have no address as their text', () => {
    const { rows } = messagesOf(
      { row: { ZMESSAGETYPE: 14, ZTEXT: BOB } },
      { row: { ZMESSAGETYPE: 14, ZTEXT: '200000000000002@lid' } },
      { row: { ZMESSAGETYPE: 14, ZTEXT: 'write to bob@lid' } },
    );
    expect(rows.whatsapp_messages.map(({ kind, text, raw }) => [kind, text, raw])).toEqual([
      ['deleted', null, { text: BOB }],
      ['deleted', null, { text: '200000000000002@lid' }],
      ['deleted', 'write to bob@lid', null],
    ]);
  });

  it('about calls say if there was video, and who missed it', () => {
    const call = (...fields: readonly ProtobufField[]) => metadata([87, [[1, fields]]]);
    const { rows } = messagesOf(
      {
        row: { ZMESSAGETYPE: 59 },
        media: call([1, 1], [2, 0], [3, 65], [5, [[1, ANN]]]),
      },
      { row: { ZMESSAGETYPE: 59 }, media: call([2, 1]) },
      { row: { ZMESSAGETYPE: 59, ZISFROMME: 1 }, media: call([2, 1]) },
      { row: { ZMESSAGETYPE: 59, ZCHATSESSION: 2, ZFROMJID: GROUP }, media: call([2, 0], [3, 9]) },
      { row: { ZMESSAGETYPE: 59 } },
    );
    expect(rows.whatsapp_messages.map(({ call: it }) => it)).toEqual([
      { isVideo: true, isMissed: false, isGroup: null, seconds: 65 },
      { isVideo: false, isMissed: true, isGroup: null, seconds: null },
      { isVideo: false, isMissed: false, isGroup: null, seconds: null },
      { isVideo: false, isMissed: false, isGroup: true, seconds: 9 },
      { isVideo: null, isMissed: false, isGroup: null, seconds: null },
    ]);
  });

  it('of a business, products, invitations and forwarded templates keep their words', () => {
    const product: ProtobufField = [
      26,
      [
        [
          1,
          [
            [
              1,
              [
                [3, 'Red shoes'],
                [4, 'Size 42'],
                [5, 'EUR'],
                [6, 59_500],
              ],
            ],
            [2, BOB],
          ],
        ],
      ],
    ];
    const { rows, notes } = messagesOf(
      { row: { ZMESSAGETYPE: 26 }, media: metadata(product) },
      {
        row: { ZMESSAGETYPE: 27 },
        media: metadata([
          28,
          [
            [2, 'CODE'],
            [4, 'Climbing'],
          ],
        ]),
      },
      { row: { ZMESSAGETYPE: 32, ZTEXT: 'Your parcel' } },
      { row: { ZMESSAGETYPE: 20 }, media: { ZTITLE: 'Sale!', ZMEDIALOCALPATH: 'Media/h.jpg' } },
    );
    expect(rows.whatsapp_messages.map(({ kind, text, textSource }) => [kind, text, textSource])).toEqual([
      ['business', 'Red shoes\nSize 42\n59.5 EUR', 'metadata'],
      ['link', 'Climbing', 'metadata'],
      ['text', 'Your parcel', 'column'],
      ['business', 'Sale!', 'caption'],
    ]);
    expect(notes).toEqual({});
  });

  it('of places have the address, which is a hash in others', () => {
    const at = { ZLATITUDE: 52.5, ZLONGITUDE: 13.4 };
    const { rows } = messagesOf(
      { row: { ZMESSAGETYPE: 5 }, media: { ...at, ZTITLE: 'Gate', ZVCARDNAME: 'Pariser Platz 1' } },
      { row: { ZMESSAGETYPE: 5 }, media: { ...at, ZTITLE: 'Pariser Platz', ZVCARDNAME: 'Pariser Platz, Berlin' } },
      { row: { ZMESSAGETYPE: 5 }, media: { ...at, ZVCARDNAME: `${'A'.repeat(43)}=`, ZVCARDSTRING: '52.5;13.4' } },
    );
    expect(rows.whatsapp_messages.map(({ location }) => location?.name)).toEqual([
      'Gate, Pariser Platz 1',
      'Pariser Platz, Berlin',
      null,
    ]);
  });

  it('with several links have the previews in the order of the links', () => {
    const { rows } = extractWhatsapp([
      chats({
        ZWAMESSAGE: [message(1, { ZMESSAGETYPE: 7, ZTEXT: 'a b' })],
        ZWAMESSAGEDATAITEM: [
          { Z_PK: 1, ZMESSAGE: 1, ZINDEX: 1, ZTITLE: 'Second' },
          { Z_PK: 2, ZMESSAGE: 1, ZINDEX: 0, ZTITLE: 'First' },
        ],
      }),
    ]);
    expect(rows.whatsapp_messages[0]?.links?.map(({ title }) => title)).toEqual(['First', 'Second']);
  });

  it('with a document have no length: the column is its number of pages', () => {
    const file = (type: number, path: string, mime: string) => ({
      row: { ZMESSAGETYPE: type },
      media: { ZMEDIALOCALPATH: path, ZVCARDSTRING: mime, ZMOVIEDURATION: 7 },
    });
    const { rows } = messagesOf(
      file(8, 'Media/a.pdf', 'application/pdf'),
      file(24, 'Media/b.pdf', 'application/pdf'),
      file(1, 'Media/c.jpg', 'image/jpeg'),
      file(3, 'Media/d.opus', 'audio/ogg; codecs=opus'),
      file(999, 'Media/e.mp4', 'video/mp4'),
    );
    expect(rows.whatsapp_attachments.map(({ seconds }) => seconds)).toEqual([null, null, null, 7, 7]);
  });

  it('that name a verified business are notices about it', () => {
    const { rows, notes } = messagesOf(
      ...[25, 26, 38].map((code) => ({ row: { ZMESSAGETYPE: 10, ZGROUPEVENTTYPE: code } })),
    );
    expect(rows.whatsapp_messages.map(({ event }) => event?.kind)).toEqual(Array(3).fill('business-chat'));
    expect(notes).toEqual({});
  });
});

describe('chats', () => {
  it('are pinned by a date thousands of years ahead', () => {
    const year = 31_556_952;
    const { rows } = extractWhatsapp([
      chats({
        ZWACHATSESSION: [
          { Z_PK: 1, ZCONTACTJID: ANN, ZLASTMESSAGEDATE: 780_000_000 },
          { Z_PK: 2, ZCONTACTJID: BOB, ZLASTMESSAGEDATE: 780_000_000 + 5000 * year },
          { Z_PK: 3, ZCONTACTJID: GROUP, ZLASTMESSAGEDATE: 780_000_000.5 + 7000 * year },
        ],
        ZWAMESSAGE: [message(1)],
      }),
    ]);
    expect(rows.whatsapp_chats.map(({ isPinned }) => isPinned)).toEqual([false, true, true]);
  });
});
