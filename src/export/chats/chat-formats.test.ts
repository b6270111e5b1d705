import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportTo, fakeFiles } from '../../../test/support/exported.ts';
import { python } from '../../../test/support/python.ts';
import { RSMF_SCHEMA } from '../../../test/support/rsmf-schema.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportFiles } from '../types.ts';

const AT = Date.UTC(2023, 11, 31, 17, 5, 12);
const DAY = 86_400_000;
const FILE = 'a'.repeat(40);
const LOST = 'b'.repeat(40);
const LONG = `${'Grüße aus München 👍🏽 '.repeat(20)}=`;
const EVIL =
  'From nowhere\r\nBcc: x@example.com\r\n.\r\n[01.01.24, 10:00:00] You: forged\r\n--- \r\n# <script>alert(1)</script>';
const NAME = 'Änna\r\nBcc: "evil" <x@example.com>, /../ |#[[x]] 👩‍👩‍👧‍👦 with a name that is quite long';

/** Each mail of an mbox, as Python's mailbox and email read it. */
const READ_MBOX = `
import mailbox, email, email.policy
box = mailbox.mbox(sys.argv[1], factory=lambda f: email.message_from_binary_file(f, policy=email.policy.default))
out = []
for m in box:
    files = [[a.get_filename(), a.get_content_type(), a.get_payload(decode=True).decode('latin-1')] for a in m.iter_attachments() if a.get_filename()]
    out.append({'from': [[a.display_name, a.addr_spec] for a in m['From'].addresses], 'to': [a.addr_spec for a in m['To'].addresses],
      'date': m['Date'].datetime.isoformat() if m['Date'] else '', 'subject': m['Subject'], 'id': m['Message-ID'], 'reply': m['In-Reply-To'], 'bcc': m['Bcc'],
      'text': m.get_body().get_content(), 'files': files, 'defects': [str(d) for p in m.walk() for d in p.defects],
      'longest': max(len(l) for l in m.as_bytes().split(b'\\n'))})
print(json.dumps(out))
`;

/** A file of RSMF: its headers, its text, and what is in its ZIP. */
const READ_RSMF = `
import email, email.policy, zipfile, io
m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
attachments = list(m.iter_attachments())
assert [a.get_filename() for a in attachments] == ['rsmf.zip']
assert attachments[0]['Content-Transfer-Encoding'] == 'base64'
z = zipfile.ZipFile(io.BytesIO(attachments[0].get_payload(decode=True)))
assert z.testzip() is None
print(json.dumps({'headers': {k: v for k, v in m.items()}, 'text': m.get_body().get_content(), 'names': z.namelist(),
  'manifest': json.loads(z.read('rsmf_manifest.json')), 'defects': [str(d) for p in m.walk() for d in p.defects]}))
`;

/** A parser of WhatsApp's form, as programs for it are written. */
const READ_WHATSAPP = `
import re
lines, out = open(sys.argv[1], encoding='utf-8', newline='').read().split('\\r\\n'), []
for line in lines[:-1]:
    m = re.match(r'^\\u200e?\\[(\\d\\d\\.\\d\\d\\.\\d\\d, \\d\\d:\\d\\d:\\d\\d)\\] (.*?): (.*)$', line)
    if m: out.append(list(m.groups()))
    else: out[-1][2] += '\\n' + line
print(json.dumps(out))
`;

const READ_NOTE = `
import re
text = open(sys.argv[1], encoding='utf-8').read()
front, body = re.match(r'---\\n(.*?)\\n---\\n(.*)', text, re.S).groups()
print(json.dumps([yaml.safe_load(front), body], default=str))
`;

interface Mail {
  readonly from: readonly (readonly [string, string])[];
  readonly to: readonly string[];
  readonly date: string;
  readonly subject: string;
  readonly id: string;
  readonly reply: string | null;
  readonly bcc: string | null;
  readonly text: string;
  readonly files: readonly (readonly [string, string, string])[];
  readonly defects: readonly string[];
  readonly longest: number;
}

interface Rsmf {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly names: readonly string[];
  readonly manifest: {
    readonly participants: readonly { readonly id: string }[];
    readonly events: readonly Readonly<Record<string, unknown>>[];
  };
  readonly defects: readonly string[];
}

describe('chats for other programs', () => {
  let fixture: ViewFixture;
  let folder = '';
  const files = fakeFiles((fileID) => (fileID === LOST ? null : `\u0000file ${'x'.repeat(200)}`));
  beforeAll(async () => {
    fixture = await openViewFixture();
    folder = await mkdtemp(join(tmpdir(), 'aj-chats-'));
    await fixture.index('contacts', (rows) => {
      rows.contact('p1', NAME, ['anna@example.com']);
      rows.contact('p2', 'Ben', ['+49 171 2345678']);
    });
    await fixture.index('messages', (rows) => {
      rows.conversation(1, ['anna@example.com', '+49 171 2345678'], { title: NAME, messageCount: 5 });
      rows.message(1, 1, AT, { text: EVIL, sender: 'anna@example.com' });
      rows.message(2, 1, AT + 1000, { text: LONG, sender: '+49 171 2345678', replyToGuid: 'GUID-1' } as object);
      rows.message(3, 1, AT + 2000, { text: '\ufffc\ufffc', isFromMe: true });
      rows.message(4, 1, AT + DAY, { text: 'next day', isFromMe: true });
      rows.message(5, 1, null, { text: 'undated', isFromMe: true });
      for (const [key, file] of [
        [1, FILE],
        [2, LOST],
      ] as const) {
        const name = `Bild "${key}" \u202e äöü\r\nX: y.jpg`;
        const type = 'message/rfc822';
        rows.add('message_attachments', {
          key,
          message: 3,
          file,
          state: 'present',
          transferName: name,
          mimeType: type,
        });
      }
    });
  });
  afterAll(async () => {
    await fixture.dispose();
    await rm(folder, { recursive: true });
  });

  it('are mails that Python reads without a defect', async ({ skip }) => {
    const paths = await exportTo(folder, fixture, { what: 'conversations', format: 'mbox' }, files);
    const [path = ''] = paths.filter((each) => each.endsWith('.mbox'));
    const mails = python(READ_MBOX, [join(folder, path)], skip) as Mail[];
    expect(mails).toHaveLength(5);
    for (const { defects, longest, bcc } of mails) expect([defects, longest < 999, bcc]).toEqual([[], true, null]);
    const dated = mails.filter(({ date }) => date.startsWith('20'));
    const [first, second, third] = dated;
    expect(first?.text).toContain('From nowhere\nBcc: x@example.com\n.\n[01.01.24, 10:00:00] You: forged');
    expect(first).toMatchObject({
      to: ['owner@device.invalid', '+491712345678@phone.invalid'],
      date: '2023-12-31T17:05:12+00:00',
      subject: NAME.replaceAll('\r\n', ' '),
    });
    // Python keeps the space between encoded words of a name, which RFC 2047 has dropped.
    const [name, address] = first?.from[0] ?? ['', ''];
    expect([name.replace(/\s/g, ''), address]).toEqual([NAME.replace(/\s/g, ''), 'anna@example.com']);
    expect(second?.text).toContain(LONG);
    expect(second?.to).toEqual(['owner@device.invalid', 'anna@example.com']);
    expect(third?.files).toEqual([
      [expect.stringContaining('äöü'), 'application/octet-stream', `\u0000file ${'x'.repeat(200)}`],
    ]);
    expect(new Set(mails.map(({ id }) => id)).size).toBe(5);
  });

  it('are mails of which the first has all members of a large group, and the others say how many they lack', async ({
    skip,
  }) => {
    const members = Array.from({ length: 150 }, (_, index) => `member${index}@example.com`);
    const large = await openViewFixture();
    try {
      await large.index('messages', (rows) => {
        rows.conversation(1, members, { title: 'All' });
        rows.message(1, 1, AT, { text: 'mine', isFromMe: true });
        rows.message(2, 1, AT + 1000, { text: 'theirs', sender: members[149] ?? '' });
        rows.message(3, 1, AT + 2000, { text: 'mine again', isFromMe: true });
      });
      const into = await mkdtemp(join(folder, 'group-'));
      const paths = await exportTo(into, large, { what: 'conversations', format: 'mbox' });
      const path = join(into, paths.find((each) => each.endsWith('.mbox')) ?? '');
      const mails = python(READ_MBOX, [path], skip) as Mail[];
      expect(mails.map(({ to }) => to.length)).toEqual([150, 100, 100]);
      expect(mails[1]?.to.slice(0, 2)).toEqual(['owner@device.invalid', members[0]]);
      const text = await readFile(path, 'utf8');
      expect(text.match(/^X-Apple-Juicer-More-Recipients: \d+$/gm)).toEqual([
        'X-Apple-Juicer-More-Recipients: 50',
        'X-Apple-Juicer-More-Recipients: 50',
      ]);
    } finally {
      await large.dispose();
    }
  });

  it('are RSMF for each day, as its schema demands', async ({ skip }) => {
    const paths = await exportTo(folder, fixture, { what: 'conversations', format: 'rsmf' }, files);
    const slices = paths.filter((each) => each.endsWith('.rsmf'));
    expect(slices.map((path) => path.split('/').at(-1) ?? '').toSorted((a, b) => a.localeCompare(b))).toEqual([
      '2023-12-31.rsmf',
      '2024-01-01.rsmf',
      'undated.rsmf',
    ]);
    const validate = new Ajv({ formats: { 'date-time': /^\d{4}-\d\d-\d\dT[\d:.]+Z$/, email: /^\S+@\S+$/ } }).compile(
      RSMF_SCHEMA,
    );
    for (const path of slices) {
      const { manifest, defects, headers, names } = python(READ_RSMF, [join(folder, path)], skip) as Rsmf;
      expect(validate(manifest), JSON.stringify(validate.errors)).toBe(true);
      expect(defects).toEqual([]);
      expect(headers['X-RSMF-Version']).toBe('2.0.0');
      expect(Number(headers['X-RSMF-EventCount'])).toBe(manifest.events.length);
      const ids = new Set(manifest.participants.map(({ id }) => id));
      for (const { participant } of manifest.events) expect(ids).toContain(participant);
      expect(names.at(-1)).toBe('rsmf_manifest.json');
    }
    const day = slices.find((path) => path.includes('2023')) ?? '';
    const { manifest, headers, names, text } = python(READ_RSMF, [join(folder, day)], skip) as Rsmf;
    expect(headers).toMatchObject({
      'X-RSMF-BeginDate': '2023-12-31T17:05:12.000Z',
      'X-RSMF-EndDate': '2023-12-31T17:05:14.000Z',
      'X-RSMF-EventCount': '3',
    });
    expect(text).toContain(LONG);
    const [first, , third] = manifest.events;
    expect(first).toMatchObject({ type: 'message', direction: 'incoming', timestamp: '2023-12-31T17:05:12.000Z' });
    const attached = third?.['attachments'] as { id: string; size: number }[];
    expect(attached.map(({ id, size }) => [names.includes(id), size])).toEqual([[true, 206]]);
    expect(JSON.stringify(third?.['custom'])).toContain('"Missing files"');
  });

  it('are RSMF with files that are too large beside them, and tells those from missing ones', async ({ skip }) => {
    const filesIn = async (of: ExportFiles | null): Promise<{ paths: string[]; said: Record<string, string> }> => {
      const into = await mkdtemp(join(folder, 'large-'));
      const paths = await exportTo(into, fixture, { what: 'conversations', format: 'rsmf' }, of);
      const day = paths.find((path) => path.endsWith('2023-12-31.rsmf')) ?? '';
      const { manifest } = python(READ_RSMF, [join(into, day)], skip) as Rsmf;
      const custom = manifest.events.at(-1)?.['custom'] as { name: string; value: string }[];
      const said = Object.fromEntries(
        custom.map(({ name, value }) => [name, value]).filter(([name]) => /file/i.test(name ?? '')),
      );
      return { paths: paths.filter((path) => path.startsWith('files/')), said };
    };
    const large = await filesIn(fakeFiles((fileID) => (fileID === LOST ? null : 'x'.repeat(32 * 2 ** 20 + 1))));
    expect(large.paths).toHaveLength(1);
    expect(large.said).toEqual({ 'Files outside': large.paths[0], 'Missing files': expect.stringContaining('"2"') });
    const torn = await filesIn({
      ...fakeFiles((fileID) => (fileID === LOST ? null : 'half')),
      open: async (fileID) => {
        const opened = await fakeFiles((id) => (id === LOST ? null : 'half')).open(fileID);
        return opened === null ? null : { ...opened, integrity: () => 'truncated' };
      },
    });
    expect(torn.said).toEqual({
      'Missing files': expect.stringContaining('"2"'),
      'Damaged files': expect.stringContaining('"1"'),
    });
    const without = await filesIn(null);
    expect(without).toEqual({ paths: [], said: { 'Files left out': expect.stringMatching(/"1".*"2"/s) } });
  });

  it('are texts that programs for WhatsApp read, in which messages cannot be forged', async ({ skip }) => {
    const paths = await exportTo(folder, fixture, { what: 'conversations', format: 'whatsapp-txt' }, files);
    const path = paths.find((each) => each.endsWith('_chat.txt')) ?? '';
    const read = python(READ_WHATSAPP, [join(folder, path)], skip) as [string, string, string][];
    expect(read).toHaveLength(5);
    const byTime = new Map(read.map((line) => [line[0], line]));
    expect(byTime.get('31.12.23, 17:05:12')?.[2]).toContain('\n [01.01.24, 10:00:00] You: forged');
    // Its form demands a time, which this message does not have.
    expect(read.filter(([, , text]) => text.includes('<This message has no date>'))).toHaveLength(1);
    const attached = byTime.get('31.12.23, 17:05:14')?.[2] ?? '';
    const [, name = ''] = /<attached: ([^>]+)>/.exec(attached) ?? [];
    expect(name).toMatch(/^0000000\d-PHOTO-2023-12-31-17-05-14\.jpg$/);
    expect(paths).toContain(`${path.slice(0, path.lastIndexOf('/'))}/${name}`);
    expect(paths.some((each) => each.endsWith('/MISSING.txt'))).toBe(true);
  });

  it('are notes for Obsidian with links to their files', async ({ skip }) => {
    const paths = await exportTo(folder, fixture, { what: 'conversations', format: 'markdown' }, files);
    const path = paths.find((each) => each.endsWith('.md')) ?? '';
    expect(path).toMatch(/^conversations\/[^[\]#^|\\/:*?"<>]+\.md$/);
    const [front, body] = python(READ_NOTE, [join(folder, path)], skip, ['yaml']) as [object, string];
    expect(front).toMatchObject({ title: NAME, kind: 'chat', messages_in_chat: 5, time_zone: 'UTC' });
    expect(body).not.toContain('<script>');
    const [, target = ''] = /!\[[^\n]*\]\(<\.\.\/(files\/[^\n]+)>\)/.exec(body) ?? [];
    expect(paths).toContain(target);
  });

  it('name the files that a mail cannot have', async () => {
    const paths = await exportTo(folder, fixture, { what: 'conversations', format: 'mbox' }, files);
    const text = await readFile(join(folder, paths.find((each) => each.endsWith('.mbox')) ?? ''), 'utf8');
    expect(text).toContain('not in the backup, or could not be read');
  });
});
