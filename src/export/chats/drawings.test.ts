import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportedText } from '../../../test/support/exported.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { whatsappTables } from '../../artifacts/rich/whatsapp/tables.ts';
import type { AttachmentView, MessageView } from '../../contract/chat.ts';
import type { ExportRequest } from '../../contract/export.ts';
import { ContactDirectory } from '../../views/contacts/contact-directory.ts';
import { People } from '../../views/people/people.ts';
import { whatsappMessageView } from '../../views/whatsapp/message-view.ts';
import type { WhatsappMessageRow } from '../../views/whatsapp/rows.ts';
import { LocalTime } from '../format/local-time.ts';
import { mediaHtml } from '../format/media-html.ts';
import { messageHtml } from './message-html.ts';

describe('an export of handwriting, Digital Touch and stickers', () => {
  let fixture: ViewFixture;
  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('messages', (rows) => {
      rows.conversation(1, ['anna@example.com'], { messageCount: 2 });
      rows.message(1, 1, 1000, {
        kind: 'app',
        text: '\ufffc',
        balloonBundleId: 'com.apple.Handwriting.HandwritingProvider',
        drawing: { kind: 'handwriting', width: 400, height: 100, paths: [{ d: 'M0 0l1 2', width: 4 }], count: 1 },
      });
      rows.message(2, 1, 2000, {
        kind: 'app',
        balloonBundleId: 'com.apple.DigitalTouchBalloonProvider',
        drawing: { kind: 'heartbeat', width: 800, height: 1000, paths: [{ d: 'M1 1z', colour: '#ff2d55' }], bpm: 84 },
      });
      rows.message(3, 1, 3000, {
        text: 'Dinner?',
        reactions: [
          { part: 0, kind: 'sticker-tapback', isFromMe: true, sender: null, at: 3500, message: 9 },
          { part: 0, kind: 'sticker', isFromMe: true, sender: null, at: 3600, message: 8 },
        ],
      });
      const sticker = { isSticker: true, isHidden: false, mimeType: 'image/heic' } as const;
      rows.add('message_attachments', {
        ...sticker,
        key: 1,
        message: 9,
        transferName: 'a.heic',
        file: 'a'.repeat(40),
        state: 'present',
        description: 'pink poodle',
        stickerSource: 'genmoji',
        stickerEffect: 'outline',
      });
      rows.add('message_attachments', {
        ...sticker,
        key: 2,
        message: 8,
        transferName: 'b.heic',
        file: null,
        state: 'not-in-backup',
        description: 'heart.png',
        app: 'Free People',
        stickerSource: 'app',
      });
    });
  });
  afterAll(() => fixture.dispose());

  const exported = (format: ExportRequest['format']) => exportedText(fixture, { what: 'conversations', format });

  it('draws them on the page, handwriting in the colour of text', async () => {
    const page = await exported('html');
    expect(page).toContain(
      '<svg role="img" aria-label="Handwritten message" viewBox="0 0 400 100" width="260" height="65" ' +
        'stroke-linecap="round" stroke-linejoin="round">' +
        '<path d="M0 0l1 2" fill="none" stroke="currentColor" stroke-width="4"/></svg></div><div class="x">[Handwritten message]</div>',
    );
    expect(page).toContain('aria-label="Digital Touch: heartbeat, 84 bpm"');
    expect(page).toContain('<rect width="800" height="1000" fill="#000"/><path d="M1 1z" fill="#ff2d55"/></svg>');
  });

  it('names stickers with their prompt, app and effect, and their files', async () => {
    const words = 'You: sticker (Genmoji, “pink poodle”, outline), You: sticker (Free People)';
    expect(await exported('txt')).toContain(
      `Dinner?\n    (${words})\n    <pink poodle>\n    <b.heic, not in the backup>\n`,
    );
    expect(await exported('html')).toContain(
      `<div class="r">${words} <em>pink poodle</em> <em>b.heic (not in the backup)</em></div>`,
    );
    expect(await exported('json')).toContain('"description":"pink poodle"');
  });

  it('says in words what they are', async () => {
    for (const format of ['txt', 'csv'] as const) {
      const text = await exported(format);
      expect(text).toContain('[Handwritten message]');
      expect(text).toContain('[Digital Touch: heartbeat, 84 bpm]');
    }
  });
});

describe('a Digital Touch on a photo or film', () => {
  const people = new People(new ContactDirectory([], true));
  const row = Object.fromEntries(Object.keys(whatsappTables.whatsapp_messages.columns).map((name) => [name, null]));
  const around = { chat: 1, attachments: [], original: null, deletedAt: null };
  const plain = whatsappMessageView({ ...(row as unknown as WhatsappMessageRow), key: 1 }, people, around);
  const picture = { key: '1', mimeType: 'image/jpeg', part: null, isHidden: false, isSticker: false };
  const attachment = { ...picture, width: null, height: null } as AttachmentView;
  const drawing = { kind: 'photo', width: 800, height: 1000, paths: [{ d: 'M1 1L2 2', width: 20 }] } as const;
  const htmlOf = (path: string, more: Partial<MessageView> = {}): string =>
    messageHtml(
      { ...plain, drawing: { ...drawing, paths: [...drawing.paths] }, attachments: [attachment], ...more },
      {
        clock: new LocalTime('UTC'),
        file: () => mediaHtml(path, 'name'),
        picture: () => '',
        address: (key) => `#m${key}`,
      },
    );
  const SVG =
    '<svg role="img" aria-label="Digital Touch: photo with a drawing" viewBox="0 0 800 1000" stroke-linecap="round" ' +
    'stroke-linejoin="round"><path d="M1 1L2 2" fill="none" stroke="currentColor" stroke-width="20"/></svg>';

  it('is drawn over it, and the picture is there once', () => {
    const html = htmlOf('a.jpg');
    expect(html).toContain(
      `<div class="f"><div class="o"><a href="a.jpg"><img src="a.jpg" alt="name" loading="lazy"></a>${SVG}</div></div>`,
    );
    expect(html.match(/<svg|<img/g)).toHaveLength(2);
    const film = '<video src="a.mov" controls preload="none"></video>';
    expect(htmlOf('a.mov')).toContain(`<div class="o">${film}${SVG}</div><a href="a.mov">name</a></div>`);
  });

  it('is beside it if it is only linked, of another shape, or one of several', () => {
    const square = { ...attachment, width: 100, height: 100 };
    for (const html of [
      htmlOf('a.heic'),
      htmlOf('a.jpg', { attachments: [square] }),
      htmlOf('a.jpg', { attachments: [attachment, { ...attachment, key: '2' }] }),
    ]) {
      expect(html).toContain('<rect width="800" height="1000" fill="#000"/>');
      expect(html).not.toContain('class="o"');
    }
  });
});
