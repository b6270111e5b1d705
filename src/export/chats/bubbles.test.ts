import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportedText } from '../../../test/support/exported.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportRequest } from '../../contract/export.ts';

const ANNA = 'anna@example.com';
const PHOTO = 'a'.repeat(40);
const MARKED_UP = '*Lunch* at _noon_?\n*~no~* ```a <b> *c*```';
const CARD = 'c'.repeat(40);

describe('an export of messages of several bubbles', () => {
  let fixture: ViewFixture;
  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('messages', (rows) => {
      rows.conversation(1, [ANNA], { messageCount: 9 });
      rows.message(1, 1, 1000, {
        text: 'before\ufffcafter',
        sender: ANNA,
        parts: [
          { part: 0, runs: [{ start: 0, length: 6 }] },
          { part: 1, runs: [{ start: 6, length: 1, attachment: 'PHOTO' }] },
          { part: 2, runs: [{ start: 7, length: 5 }] },
        ],
      });
      rows.message(2, 1, 2000, {
        text: 'see it',
        subject: 'Sunset',
        isFromMe: true,
        replyTo: 'GUID-3',
        replyToKey: 3,
        readAt: 2500,
      });
      rows.message(3, 1, 500, {
        text: '\ufffc',
        sender: ANNA,
        parts: [{ part: 0, runs: [{ start: 0, length: 1, attachment: 'ALONE', transcription: 'call me' }] }],
      });
      rows.message(4, 1, 3000, {
        text: '\ufeffhttps://example.com/long',
        sender: ANNA,
        balloonBundleId: 'com.apple.messages.URLBalloonProvider',
        link: { url: 'https://example.com/short', title: 'Lemons', summary: null, site: null, picture: 0 },
      });
      rows.message(5, 1, 4000, {
        text: 'one two three',
        isFromMe: true,
        replyTo: 'GUID-1',
        replyToKey: 1,
        replyPart: 2,
        replyRange: { start: 7, length: 5 },
      });
      rows.message(9, 1, 9000, {
        text: 'so big, so odd',
        sender: ANNA,
        expressiveStyle: 'com.apple.MobileSMS.expressivesend.loud',
        parts: [
          {
            part: 0,
            runs: [
              { start: 0, length: 3 },
              { start: 3, length: 3, styles: ['bold'], effect: 5 },
              { start: 6, length: 5 },
              { start: 11, length: 3, effect: 99 },
            ],
          },
        ],
      });
      rows.message(6, 1, 5000, {
        text: 'When?',
        sender: ANNA,
        balloonBundleId: 'x:y:com.apple.messages.Polls',
        poll: {
          question: 'When?',
          options: [
            { text: 'Sunday', votes: [{ isFromMe: false, sender: ANNA, at: 5500, message: 9 }] },
            { text: 'Monday', votes: [] },
          ],
        },
      });
      rows.message(8, 1, 7000, {
        text: 'Check In: Ended',
        sender: ANNA,
        balloonBundleId: 'x:y:com.example.walk',
        app: {
          name: 'Walk',
          url: 'https://example.org/walk',
          checkIn: { checkedInAt: 86_400_000 },
          business: { kind: 'list', title: 'Ways', lines: [{ title: 'Park', subtitle: 'long', isChosen: true }] },
        },
      });
      rows.message(7, 1, 6000, {
        text: 'what is left',
        sender: ANNA,
        service: 'RCS',
        flags: ['sos', 'audio'],
        raw: { expireState: 3 },
        translations: [{ part: 0, text: 'was übrig ist', from: 'en_US', to: 'de_DE' }],
        edits: [{ part: 1, unsent: false, history: [{ at: null, text: 'gone' }], deletedAt: 86_400_000 }],
      });
      rows.message(10, 1, 9500, {
        text: 'Your code is 000123, UPS 1Z99. Call 0100 or example.org, <i>now</i>',
        sender: ANNA,
        parts: [
          {
            part: 0,
            runs: [
              { start: 0, length: 13 },
              { start: 13, length: 6, code: '000123', detected: ['data'] },
              { start: 19, length: 6 },
              { start: 25, length: 4, detected: ['trackingNumber'], styles: ['bold'] },
              { start: 29, length: 7 },
              { start: 36, length: 4, detected: ['phoneNumber'], link: 'tel:0100' },
              { start: 40, length: 4 },
              { start: 44, length: 11, detected: ['data'], link: 'http://example.org' },
              { start: 55, length: 2 },
              { start: 57, length: 10, link: 'javascript:alert(1)' },
            ],
          },
        ],
      });
      rows.add('message_threads', { thread: 'GUID-1', at: 4000, message: 5, isReply: true });
      const attachment = { state: 'present', isHidden: false, mimeType: 'image/jpeg' } as const;
      rows.add('message_attachments', {
        ...attachment,
        key: 9,
        message: 1,
        guid: 'PHOTO',
        file: PHOTO,
        transferName: 'p.jpg',
      });
      rows.add('message_attachments', {
        ...attachment,
        key: 8,
        message: 3,
        guid: 'ALONE',
        file: PHOTO,
        transferName: 'x.jpg',
      });
      const hidden = { ...attachment, isHidden: true, transferName: 'X.pluginPayloadAttachment' };
      rows.add('message_attachments', { ...hidden, key: 7, message: 4, guid: 'CARD', file: CARD });
    });
    await fixture.index('whatsapp', (rows) => {
      rows.add('whatsapp_chats', { key: 1, kind: 'direct', title: 'Ann', messageCount: 2, lastAt: 2000 });
      rows.add('whatsapp_chat_items', { chat: 1, at: 1000, message: 1 });
      rows.add('whatsapp_messages', { key: 1, chat: 1, sentAt: 1000, kind: 'text', isFromMe: true, text: MARKED_UP });
      rows.add('whatsapp_chat_items', { chat: 1, at: 2000, message: 2 });
      rows.add('whatsapp_messages', {
        key: 2,
        chat: 1,
        sentAt: 2000,
        kind: 'text',
        isFromMe: true,
        text: 'ask @491712345678 first',
        mentions: [
          {
            start: 4,
            length: 13,
            person: { jid: '491712345678@s.whatsapp.net', handle: '+491712345678', name: '~Bob <b>' },
          },
        ],
      });
    });
  });
  afterAll(() => fixture.dispose());

  const exported = (
    format: ExportRequest['format'],
    what: ExportRequest['what'] = 'conversations',
    more: object = {},
  ) => exportedText(fixture, { what, format, ...more });

  it('has each bubble on a line of its own, and the file between them', async () => {
    expect(await exported('txt')).toContain(': before\n    <p.jpg>\n    after\n');
    expect(await exported('html')).toContain(
      '<div class="b">before</div><div class="f"><em>p.jpg</em></div><div class="b">after</div>',
    );
  });

  it('has a poll once, with counts and voters', async () => {
    const lines = ['Poll: When?', '• Sunday: 1 vote (anna@example.com)', '• Monday: 0 votes'];
    expect(await exported('txt')).toContain(`: ${lines.join('\n    ')}\n`);
    expect(await exported('html')).toMatch(
      /<div class="c">Poll: When\?<br>• Sunday: 1 vote \(anna@example.com\)<svg [^>]*><rect width="100" height="1"\/><\/svg><br>• Monday: 0 votes<svg [^>]*><rect width="0" height="1"\/><\/svg><\/div>/,
    );
    expect(await exported('json')).toContain('"text":"Sunday","voters":[{"person":{');
  });

  it('has what balloons of apps say beside their words', async () => {
    const lines = ['[made with Walk]', 'Ways', '• Park: long (chosen)', 'checked in 1970-01-02 00:00:00'];
    const all = ['Check In: Ended', ...lines, 'https://example.org/walk'];
    expect(await exported('txt')).toContain(`: ${all.join('\n    ')}\n`);
    expect(await exported('html')).toContain(
      `<div class="b">Check In: Ended</div><div class="c">${lines.join('<br>')}<br>` +
        '<a href="https://example.org/walk" rel="noreferrer noopener">https://example.org/walk</a></div>',
    );
    expect(await exported('json')).toContain(
      '"checkIn":{"expectedAt":null,"wasExpectedAt":null,"checkedInAt":86400000}',
    );
  });

  it('has deleted parts with their date, and no mark of an edit', async () => {
    const line = '[deleted 1970-01-02 00:00:00] gone';
    expect(await exported('txt')).toContain(
      `${ANNA} (RCS, SOS, Kept): what is left\n    [translated from English] was übrig ist\n    ${line}\n`,
    );
    expect(await exported('html')).toContain(
      `what is left</div><div class="x">[translated from English] was übrig ist<br>${line}</div>`,
    );
    expect(await exported('csv')).toContain(`what is left\n[translated from English] was übrig ist\n${line}`);
    expect(await exported('json')).toContain(
      '"edits":[],"thread":null,"translations":[{"part":0,"text":"was übrig ist","from":"en_US","to":"de_DE"}],"badges":["rcs","sos","kept"],"deletedParts":[{"part":1,"text":"gone","deletedAt":86400000}]',
    );
  });

  it('names neither hidden files nor invisible marks', async () => {
    for (const format of ['txt', 'html', 'csv'] as const) {
      const text = await exported(format);
      expect(text).not.toContain('pluginPayloadAttachment');
      expect(text).not.toContain('\ufeff');
    }
  });

  it('quotes the very bubble that a reply names, and of a picture what it is', async () => {
    const text = await exported('txt');
    expect(text).toContain(`> ${ANNA}: Photo\n    Sunset\n    see it`);
    expect(text).toContain(`> ${ANNA}: after\n    one two three`);
  });

  it('says at the first message of a thread how many replies it has', async () => {
    expect(await exported('txt')).toContain(`${ANNA} (1 reply): before\n`);
    const html = await exported('html');
    expect(html.match(/1 reply/g)).toHaveLength(1);
  });

  it('lists the replies of a thread below the message that it began with', async () => {
    expect(await exported('html')).toContain(
      '<div class="b">after</div><details class="t"><summary>1 reply</summary><ol><li class="q me"><div class="h"><a href="#m5">You · 1970-01-01 00:00:04</a></div>' +
        `<blockquote><a href="#m1">${ANNA}: after</a></blockquote><div class="b">one two three</div></li></ol></details></div>`,
    );
    for (const part of [{ to: 3500 }, { keys: ['1'], messages: ['1'] }]) {
      const without = await exported('html', 'conversations', part);
      expect(without).toContain(' · 1 reply<');
      expect(without).not.toContain('one two three');
    }
  });

  it('says that own messages were read, and when', async () => {
    expect(await exported('txt')).toContain('You (read 1970-01-01 00:00:02): ');
    expect(await exported('html')).toContain('You · 00:00:02 · read 1970-01-01 00:00:02<');
  });

  it('shows markup of WhatsApp in HTML, and keeps what was typed elsewhere', async () => {
    expect(await exported('html', 'whatsapp')).toContain(
      '<b>Lunch</b> at <i>noon</i>?\n<s><b>no</b></s> <code>a &lt;b&gt; *c*</code></div>',
    );
    expect(await exported('txt', 'whatsapp')).toContain(MARKED_UP.replace('\n', '\n    '));
    expect(parse(await exported('csv', 'whatsapp'), { columns: true })).toMatchObject([
      { text: MARKED_UP },
      { text: 'ask @~Bob <b> first' },
    ]);
    expect(JSON.parse(await exported('json', 'whatsapp')).conversations[0].messages[0].text).toBe(MARKED_UP);
  });

  it('animates words, and says with what effects a message came', async () => {
    const html = await exported('html');
    expect(html).toContain('so <span class="effect-5"><b>big</b></span>, so odd</div>');
    expect(html).toContain('with Loud, Big, 99');
    expect(html).toContain('.effect-5{animation-name:big}');
    expect(await exported('txt')).toContain('(with Loud, Big, 99): so big, so odd');
  });

  it('marks what the phone recognised, with links where the message has them', async () => {
    expect(await exported('html')).toContain(
      'Your code is <span class="d" title="One-time code">000123</span>, UPS <b><span class="d" title="Tracking number">1Z99</span></b>. ' +
        'Call <a href="tel:0100" rel="noreferrer noopener" title="Phone number">0100</a> or ' +
        '<a href="http://example.org" rel="noreferrer noopener">example.org</a>, &lt;i&gt;now&lt;/i&gt;</div>',
    );
    expect(await exported('txt')).toContain(': Your code is 000123, UPS 1Z99. Call 0100 or example.org, <i>now</i>\n');
  });

  it('names who is mentioned, as the page does', async () => {
    expect(await exported('html', 'whatsapp')).toContain('ask <b>@~Bob &lt;b&gt;</b> first</div>');
    expect(await exported('txt', 'whatsapp')).toContain('ask @~Bob <b> first');
    expect(await exported('json', 'whatsapp')).toContain('"text":"ask @491712345678 first"');
  });

  it('has transcripts of voice messages', async () => {
    expect(await exported('txt')).toContain('“call me”');
  });

  it('has columns for subject and link', async () => {
    const rows: Record<string, string>[] = parse(await exported('csv'), { columns: true });
    const byKey = new Map(rows.map((row) => [row['message_key'], row]));
    expect(byKey.get('2')).toMatchObject({ subject: 'Sunset', text: 'see it' });
    expect(byKey.get('4')).toMatchObject({ link: 'https://example.com/short', attachments: '' });
    expect(byKey.get('1')).toMatchObject({ text: 'before\nafter', attachments: 'p.jpg' });
  });
});
