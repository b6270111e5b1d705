import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportRequest } from '../../contract/export.ts';
import { prepareExport } from '../prepare-export.ts';
import type { ExportFiles } from '../types.ts';

const ANNA = 'anna@example.com';
const CARD = 'c'.repeat(40);
const MAP = 'd'.repeat(40);
const URL_BALLOON = 'com.apple.messages.URLBalloonProvider';

/** More members than lists of chats name. */
const MEMBERS = Array.from({ length: 14 }, (_, index) => {
  const handle = `+4917100000${index + 10}`;
  return {
    jid: `${handle.slice(1)}@s.whatsapp.net`,
    handle,
    name: `Singer ${index}`,
    isAdmin: index === 0,
    isActive: index !== 13,
  };
});

/** Files of which only JPEGs are asked. */
const FILES: ExportFiles = {
  async open(fileID, as) {
    const contents = (async function* () {
      yield Buffer.from(as ?? 'original');
    })();
    return { name: fileID, modifiedAt: 0, contents, integrity: () => 'ok', close: async () => undefined };
  },
  name: async (fileID) => fileID,
  photo: async () => null,
  picture: async () => null,
};

describe('an exported chat', () => {
  let fixture: ViewFixture;
  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('messages', (rows) => {
      rows.conversation(1, [ANNA], { messageCount: 1, isFiltered: true });
      const link = { url: 'https://example.com/', title: 'Lemons', summary: null, site: null, picture: 0 };
      rows.message(1, 1, 1000, { text: 'https://example.com/', sender: ANNA, balloonBundleId: URL_BALLOON, link });
      rows.add('message_attachments', {
        key: 7,
        message: 1,
        guid: 'CARD',
        file: CARD,
        state: 'present',
        isHidden: true,
        transferName: 'X.pluginPayloadAttachment',
      });
    });
    await fixture.index('whatsapp', (rows) => {
      rows.add('whatsapp_chats', {
        key: 1,
        kind: 'direct',
        title: 'Ann',
        messageCount: 1,
        lastAt: 1000,
        draft: 'see <you>',
        about: 'At work',
        disappearingSeconds: 604_800,
        liveLocationUntil: 86_400_000,
      });
      rows.add('whatsapp_chats', { key: 2, kind: 'direct', title: 'Ben', messageCount: 0, disappearingSeconds: 5400 });
      rows.add('whatsapp_chats', { key: 3, kind: 'group', title: 'Choir', messageCount: 1, participants: MEMBERS });
      rows.add('whatsapp_chat_items', { chat: 3, at: 2000, message: 2 });
      rows.add('whatsapp_messages', {
        key: 2,
        chat: 3,
        sentAt: 2000,
        kind: 'text',
        text: 'At eight?',
        isFromMe: true,
        receipts: { delivered: 12, read: 3, recipients: 13 },
      });
      rows.add('whatsapp_chat_items', { chat: 1, at: 1000, message: 1 });
      rows.add('whatsapp_messages', {
        key: 1,
        chat: 1,
        sentAt: 1000,
        kind: 'location',
        isFromMe: true,
        location: {
          latitude: 52.5,
          longitude: 13.4,
          accuracy: null,
          name: 'Café',
          picture: { fileID: MAP, state: 'present' },
        },
      });
    });
  });
  afterAll(() => fixture.dispose());

  async function exported(request: Partial<ExportRequest>, files: ExportFiles | null = null) {
    const plan: ExportRequest = {
      what: 'whatsapp',
      format: 'txt',
      timeZone: 'UTC',
      files: true,
      bom: false,
      ...request,
    };
    const prepared = await prepareExport({ views: fixture.ctx, files, version: '1' }, fixture.backup, plan);
    const made = new Map<string, string>();
    for await (const { path, contents } of prepared.files()) {
      made.set(path, (await Array.fromAsync(contents)).map(String).join(''));
    }
    return made;
  }

  const page = (made: ReadonlyMap<string, string>, name: string): string =>
    [...made].find(([path]) => path.startsWith(`conversations/${name}`))?.[1] ?? '';

  it('says what the app keeps of it besides its messages', async () => {
    const made = await exported({});
    expect(page(made, 'Ann')).toContain(
      'About: At work\nNot sent yet: see <you>\nMessages of their new chats disappear: After 7 days\nLocation shared until: 1970-01-02 00:00:00\n',
    );
    expect(page(made, 'Ben')).toContain('Messages of their new chats disappear: After 1 hour, 30 minutes\n');
    const html = page(await exported({ format: 'html' }), 'Ann');
    expect(html).toContain('<div class="p">Not sent yet: see &lt;you&gt;</div>');
    expect(page(await exported({ language: 'de' }), 'Ann')).toContain('Noch nicht gesendet: see <you>\n');
  });

  it('says that the phone keeps it apart', async () => {
    expect(page(await exported({ what: 'conversations' }), ANNA)).toContain(
      'Filter of the phone: Unknown sender or junk\n',
    );
  });

  it('names who is an admin of a group and who has left it, and how many a message has reached', async () => {
    const text = page(await exported({}), 'Choir');
    expect(text).toContain('Singer 0 <+49 171 0000010> (admin), Singer 1 <');
    expect(text).toMatch(/Singer 13 <[^>]+> \(no longer a member\)\n/);
    expect(text).toContain('delivered to 12 of 13, read by 3 of 13');
    const html = page(await exported({ format: 'html' }), 'Choir');
    expect(html).toContain('Singer 0 (+49 171 0000010, admin), ');
    expect(html).toContain('read by 3 of 13');
    expect(page(await exported({ language: 'de' }), 'Choir')).toMatch(/ \(nicht mehr Mitglied\)\n/);
  });

  it('is whole in every format: all members, and what lists of chats leave out', async () => {
    const made = await exported({ format: 'json' });
    const { conversations } = JSON.parse(made.get('messages.json') ?? '') as {
      conversations: { title: string; participants: unknown[] }[];
    };
    expect(conversations.find(({ title }) => title === 'Choir')?.participants).toHaveLength(MEMBERS.length);
    expect(conversations).toContainEqual(
      expect.objectContaining({ title: 'Ann', draft: 'see <you>', about: 'At work', disappearingSeconds: 604_800 }),
    );
    expect(page(await exported({}), 'Choir')).toContain('Singer 13');
    expect(page(await exported({ format: 'html' }), 'Choir')).toContain('Singer 13');
    expect(page(await exported({}), 'Ben')).not.toContain('With \n');
  });

  it('shows the pictures of links and of maps as JPEGs', async () => {
    const places = await exported({ format: 'html' }, FILES);
    expect(page(places, 'Ann')).toContain(
      '<div class="c"><img src="../files/dddddddd-map.jpg" alt="" loading="lazy">Café',
    );
    expect(places.get('files/dddddddd-map.jpg')).toBe('jpg');
    const links = await exported({ what: 'conversations', format: 'html' }, FILES);
    expect(page(links, ANNA)).toContain(
      '<div class="c"><img src="../files/cccccccc-link.jpg" alt="" loading="lazy"><a href="https://example.com/"',
    );
    expect([...links.keys()].filter((path) => path.startsWith('files/'))).toEqual(['files/cccccccc-link.jpg']);
  });

  it('calls the owner of the phone as the plan says, for people', async () => {
    expect(page(await exported({}), 'Ann')).toContain('] You');
    const text = page(await exported({ ownerName: ' Robin Sample ' }), 'Ann');
    expect(text).toContain('] Robin Sample');
    expect(text).not.toContain('You');
    const [csv = ''] = [...(await exported({ format: 'csv', ownerName: 'Robin Sample' })).values()].slice(-1);
    expect(csv).not.toContain('Robin Sample');
  });

  it('draws a map and shows no picture without files', async () => {
    const html = page(await exported({ format: 'html' }), 'Ann');
    expect(html).toContain('class="w"');
    expect(html).not.toContain('<img');
  });
});
