import { json } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as yauzl from 'yauzl';
import { exportedText } from '../../../test/support/exported.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportRequest } from '../../contract/export.ts';

const ANNA = 'anna@example.com';
const EVENT = { kind: 'announcement', sender: ANNA, text: null } as const;

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('messages', (rows) => {
    rows.conversation(1, [ANNA], { messageCount: 3 });
    rows.message(1, 1, 1000, {
      ...EVENT,
      announcement: {
        kind: 'group-photo-changed',
        raw: { itemType: 3, actionType: 1 },
        handle: ANNA,
        title: null,
      },
    });
    const file = { message: 1, state: 'present', mimeType: 'image/jpeg' } as const;
    rows.add('message_attachments', {
      ...file,
      key: 1,
      file: 'a'.repeat(40),
      transferName: 'Group.jpg',
      isHidden: false,
    });
    rows.message(2, 1, 2000, {
      ...EVENT,
      deletedAt: 9000,
      editedAt: 2500,
      announcement: { kind: 'unsent', raw: { itemType: 0, actionType: 0 }, handle: null, title: null },
      edits: [{ part: 0, unsent: true, history: [{ at: 2000, text: 'see <you>' }] }],
    });
    rows.message(3, 1, 3000, {
      text: 'what is left',
      sender: ANNA,
      editedAt: 3900,
      edits: [
        { part: 1, unsent: true, history: [] },
        {
          part: 0,
          unsent: false,
          history: [
            { at: null, text: 'what' },
            { at: 3500, text: 'what is left' },
          ],
        },
      ],
    });
  });
});

afterAll(() => fixture.dispose());

const exported = (format: ExportRequest['format']) => exportedText(fixture, { what: 'conversations', format });

const EARLIER = 'Earlier version of 1970-01-01 00:00:02: see';

it.each([
  [
    'txt',
    [
      `changed the group photo\n    <Group.jpg>\n`,
      `unsent a message (recently deleted)\n    ${EARLIER} <you>\n`,
      '(partly unsent, edited): what is left\n',
    ],
  ],
  [
    'html',
    [
      'changed the group photo<div class="f"><em>Group.jpg</em></div></div>',
      `unsent a message (recently deleted)<div class="x">${EARLIER} &lt;you&gt;</div></div>`,
      '· partly unsent · edited</div><div class="b">what is left</div>',
    ],
  ],
  [
    'markdown',
    [
      'changed the group photo*\n\n&lt;Group.jpg&gt;\n',
      `unsent a message (recently deleted)*\n\n${EARLIER} &lt;you&gt;\n`,
      '*partly unsent, edited*\n\nwhat is left',
    ],
  ],
] as const)(
  '%s has files and earlier versions of announcements, and tells what is left of a message',
  async (format, parts) => {
    const text = await exported(format);
    for (const part of parts) expect(text).toContain(part);
  },
);

it('tells in each format what was unsent from what was edited', async () => {
  const rows = parse<Record<string, string>>(await exported('csv'), { columns: true });
  const times = rows.map(({ edited_at_utc: edited, unsent_at_utc: unsent }) => [edited, unsent]);
  expect(times).toEqual([
    ['', ''],
    ['', '1970-01-01T00:00:02.500Z'],
    ['1970-01-01T00:00:03.500Z', '1970-01-01T00:00:03.900Z'],
  ]);
  const whatsapp = await exported('whatsapp-txt');
  expect(whatsapp.match(/<[^<>]* message was [^<>]*>/g)).toEqual([
    '<A part of this message was unsent>',
    '<This message was edited>',
  ]);
  expect(await exported('mbox')).toContain('[partly unsent, edited]');
  const { events } = await rsmfManifest(await exported('rsmf'));
  expect(events.map(({ edits }) => edits)).toMatchObject([
    undefined,
    [{ previous: 'see <you>', new: '', timestamp: '1970-01-01T00:00:02.500Z' }],
    [{ previous: 'what', new: 'what is left', timestamp: '1970-01-01T00:00:03.500Z' }],
  ]);
});

/** The manifest in the ZIP of a file of RSMF. */
async function rsmfManifest(file: string): Promise<{ events: readonly { edits?: readonly object[] }[] }> {
  const base64 = /rsmf\.zip"?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(file)?.[1] ?? '';
  const zip = await yauzl.fromBufferPromise(Buffer.from(base64, 'base64'));
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== 'rsmf_manifest.json') continue;
    return (await json(await zip.openReadStreamPromise(entry))) as Awaited<ReturnType<typeof rsmfManifest>>;
  }
  throw new Error('there is no manifest');
}
