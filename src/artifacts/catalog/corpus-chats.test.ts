import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { extractFiles, type TestFile } from '../../../test/support/artifacts/extract-files.ts';
import { corpusArchive } from '../../../test/support/corpus-archive.ts';
import { toRollbackHeader } from '../../formats/sqlite-wal.ts';
import { googleVoice } from './google-voice.ts';
import { imo } from './imo.ts';
import { instagram } from './instagram.ts';
import { teams } from './teams.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** A database as the backup opens it: without a write-ahead log. */
function alone(main: Uint8Array): Uint8Array {
  const database = Uint8Array.from(main);
  toRollbackHeader(database);
  return database;
}

/** The files of an app's group in a cut-out of a file system, as a backup has them. */
async function groupFiles(archive: string, domain: string): Promise<TestFile[]> {
  return [...(await corpusArchive(archive))].flatMap(([path, bytes]) => {
    const [, relativePath] = /AppGroup\/[^/]+\/(.+)$/.exec(path) ?? [];
    if (relativePath === undefined) return [];
    const isDatabase = bytes.subarray(0, 6).toString() === 'SQLite';
    return { domain, relativePath, bytes: isDatabase ? alone(bytes) : bytes };
  });
}

/** How many rows have each value of a column. */
function tally(rows: Rows | undefined, column: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const row of rows ?? []) counts[String(row[column])] = (counts[String(row[column])] ?? 0) + 1;
  return counts;
}

/** How many rows have a value in a column. */
const filled = (rows: Rows | undefined, column: string): number =>
  (rows ?? []).filter((row) => row[column] !== null).length;

// The figures and literals were read with Python's sqlite3 and plistlib.
describeCorpus('chat apps on real data', () => {
  it('Teams: 76 messages of 4 chats, 5 pictures that are there, 5 calls', async () => {
    const files = await groupFiles(
      'testdata.teams.teamsMessages.josh_ios15_ffs',
      'AppDomainGroup-group.com.microsoft.skype.teams',
    );
    const { rows, losses, notes } = extractFiles(teams, files);
    expect(losses).toEqual({});
    expect(notes).toEqual({
      'unknown-code:messages.event.kind:JoiningEnabledUpdate': 1,
      'other-rows': 5 + 58,
    });
    const [chats, messages] = [rows['teams_chats'], rows['teams_messages']];
    expect(
      chats?.map(({ kind, title, partnerName, messageCount }) => [kind, title, partnerName, messageCount]),
    ).toEqual([
      ['group', 'DFIR family', null, 4],
      ['direct', null, 'ThisIs DfirTwo', 72],
      ['group', 'Workplace', null, 0],
      ['direct', null, null, 0],
    ]);
    expect(tally(messages, 'kind')).toEqual({ event: 10, text: 46, image: 5, location: 12, deleted: 3 });
    expect(tally(messages, 'isFromMe')).toEqual({ true: 39, false: 37 });
    expect(filled(messages, 'location')).toBe(12);
    expect(filled(messages, 'reactions')).toBe(2);
    expect(messages?.find(({ replyTo }) => replyTo !== null)).toMatchObject({
      messageId: '1668541538446',
      text: 'The numbers may not be, but the trend probably is.',
      sentAt: 1_668_541_538_446,
      quoted: { text: 'Certainly looks that way. Lol.', sender: { name: 'ThisIs DfirTwo' } },
      replyToKey: messages?.find(({ messageId }) => messageId === '1668541420139')?.['key'],
    });
    expect(messages?.find(({ messageId }) => messageId === '1660692600711')).toMatchObject({
      isFromMe: true,
      event: { kind: 'subject-changed', title: 'DFIR family', actor: null },
    });
    expect(tally(rows['teams_attachments'], 'state')).toEqual({ present: 5 });
    expect(
      rows['teams_calls']?.map(({ direction, at, seconds }) => [direction, at, Math.round(Number(seconds))]),
    ).toEqual([
      ['outgoing', 1_682_691_683_613, 23],
      ['outgoing', 1_682_691_917_990, 21],
      ['incoming', 1_682_692_116_385, 91],
      ['outgoing', 1_682_692_633_476, 97],
      ['incoming', 1_682_693_035_342, 104],
    ]);
  });

  it('Google Voice: 118 text messages, 5 voicemails, 29 calls', async () => {
    const files = await groupFiles(
      'testdata.googleVoice.googleVoiceMessages.josh_ios17_ffs',
      'AppDomainGroup-group.com.google.GVDialer',
    );
    const { rows, losses, notes } = extractFiles(googleVoice, files);
    // One table: what is no message is a call, what is no call a text or a voicemail.
    expect([losses, notes]).toEqual([{}, { 'other-rows': 29 + 118 + 5 }]);
    const [chats, messages, calls] = [
      rows['google_voice_chats'],
      rows['google_voice_messages'],
      rows['google_voice_calls'],
    ];
    expect(messages).toHaveLength(123);
    expect(tally(messages, 'kind')).toMatchObject({ voicemail: 5, image: 10 });
    expect(tally(messages, 'isFromMe')).toEqual({ true: 58, false: 65 });
    expect(tally(chats, 'kind')).toEqual({ direct: 8 });
    expect(chats?.map(({ handle }) => handle).toSorted()).toEqual([
      '+16502651193',
      '+19104773625',
      '+19192084530',
      '+19195357563',
      '+19198887386',
      '22395',
      '39041',
      '776836',
    ]);
    expect(messages?.find(({ sentAt }) => sentAt === 1_709_051_104_949)).toMatchObject({
      text: 'Done-zo.',
      sender: '+19104773625',
      isFromMe: false,
    });
    expect(rows['google_voice_attachments']).toHaveLength(10);
    expect(tally(calls, 'direction')).toEqual({ incoming: 23, outgoing: 6 });
    expect(tally(calls, 'isMissed')).toEqual({ true: 20, false: 9 });
    expect(calls?.find(({ at }) => at === 1_709_050_266_487)).toMatchObject({ handle: '+19104773625', seconds: 95 });
  });

  it('Instagram: 75 messages of 3 chats', () => {
    const { rows, losses, notes } = extractFiles(instagram, [
      {
        domain: 'AppDomain-com.burbn.instagram',
        relativePath: 'Library/Application Support/DirectSQLiteDatabase/9368974384.db',
        bytes: alone(readFileSync(corpusPath('breadth/plaso/9368974384.db'))),
      },
    ]);
    expect([losses, notes]).toEqual([{}, {}]);
    const messages = rows['instagram_messages'];
    expect(rows['instagram_chats']?.map(({ partnerName, kind }) => [partnerName, kind])).toEqual([
      ['Instagram User', 'direct'],
      ['This Is DFIRTwo', 'direct'],
      ['ThisIsDfirTwo', 'direct'],
    ]);
    expect(messages).toHaveLength(75);
    expect(tally(messages, 'kind')).toEqual({ text: 41, image: 8, call: 12, event: 14 });
    expect(messages?.[1]).toMatchObject({
      sender: 'instagram:22824420',
      text: 'Clicked over to Threads. I still do not understand why this app exists.',
      sentAt: 1_585_100_477_164,
    });
    expect(messages?.find(({ reactions }) => reactions !== null)).toMatchObject({
      text: "I'll send a picture.",
      reactions: [{ emoji: '❤️', isFromMe: true, sender: null, at: 1_668_962_255_665 }],
    });
    expect(rows['instagram_attachments']).toHaveLength(8);
  });

  it('imo: 16 messages with one person, a picture and a deleted message among them', () => {
    const { rows, losses, notes } = extractFiles(imo, [
      {
        domain: 'AppDomain-co.babypenguin.imo',
        relativePath: 'Documents/IMODb2.sqlite',
        bytes: alone(readFileSync(corpusPath('breadth/plaso/IMODb2.sqlite'))),
      },
    ]);
    expect([losses, notes]).toEqual([{}, {}]);
    const messages = rows['imo_messages'];
    expect(rows['imo_chats']).toMatchObject([{ kind: 'direct', partnerName: 'This Is DFIR Two', messageCount: 16 }]);
    expect(tally(messages, 'kind')).toEqual({ text: 14, image: 1, deleted: 1 });
    expect(tally(messages, 'isFromMe')).toEqual({ true: 8, false: 8 });
    expect(messages?.[0]).toMatchObject({ text: 'Are you on imo?', sentAt: 1_682_532_700_927 });
    expect(rows['imo_attachments']).toMatchObject([
      { name: '0AK3-QnxEc0.webp', mimeType: 'image/webp', width: 1024, height: 1024 },
    ]);
  });
});
