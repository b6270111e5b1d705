import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { rounds } from '../../../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../../../test/support/formats/mutations.ts';
import { KeyedArchiveWriter } from '../../../synthetic/encoders/keyed-archive-writer.ts';
import { type Row, RowWriter } from '../../../synthetic/encoders/row-writer.ts';
import { writePlainBody } from '../../../synthetic/encoders/typedstream-writer.ts';
import { createTables } from '../../../synthetic/messages/messages-schema.ts';
import { isPlaceholder, readAppMessage } from './app-message.ts';
import { messages } from './index.ts';

const PLUGIN = 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:';

/** A payload of an MSMessage as written by iOS. */
function payload(fields: Readonly<Record<string, string>>, layout: Readonly<Record<string, string>> = {}): Buffer {
  const archive = new KeyedArchiveWriter();
  const texts = Object.entries(layout).map(([name, text]) => [name, archive.add(text)] as const);
  const userInfo = archive.add({ ...Object.fromEntries(texts), $class: archive.addClass('Layout', 'NSObject') });
  const top = archive.reserve();
  const own = Object.entries(fields).map(([name, text]) => [name, archive.add(text)] as const);
  archive.fill(top, { ...Object.fromEntries(own), userInfo, $class: archive.addClass('Message', 'NSObject') });
  return archive.finish(top);
}

function textOf(bytes: Uint8Array): string | null | undefined {
  return readAppMessage(bytes)?.text;
}

function poll(item: object): string {
  return `data:,${Buffer.from(JSON.stringify({ version: 1, item })).toString('base64')}?src=p&c=2`;
}

describe('the balloon of an app', () => {
  it('has the summary, and captions that add to it', () => {
    const layout = { caption: 'Apple Cash', subcaption: ' $265 Payment ', 'image-title': '' };
    expect(textOf(payload({ ldtext: 'Sent $265 with Apple Pay.', an: 'Apple Pay' }, layout))).toBe(
      'Sent $265 with Apple Pay.\nApple Cash\n$265 Payment',
    );
    expect(textOf(payload({ ldtext: 'Home - 37 Photos' }, { caption: 'Home', subcaption: '37 Photos' }))).toBe(
      'Home - 37 Photos',
    );
    expect(textOf(payload({ an: 'Nothing' }))).toBeNull();
    expect(readAppMessage(Buffer.from([8, 1, 16, 2]))).toBeNull();
  });

  it('of a poll has the question and the options; a vote has no text', () => {
    const options = [{ text: 'Pizza' }, { text: '' }, 7, { text: 'Sushi' }];
    const asked = poll({ title: 'Lunch?', orderedPollOptions: options });
    const lunch = readAppMessage(payload({ URL: asked, ldtext: 'Sent a poll' }));
    expect(lunch?.text).toBe('Lunch?');
    expect([...(lunch?.poll?.options.values() ?? [])]).toEqual(['Pizza', 'Sushi']);
    const empty = { question: null, options: new Map() };
    expect(readAppMessage(payload({ URL: poll({ title: '', orderedPollOptions: [] }) }))).toEqual({
      text: null,
      poll: empty,
      app: null,
      place: null,
    });
    expect(textOf(payload({ URL: poll({ votes: [{ voteOptionIdentifier: 'x' }] }) }))).toBeNull();
    expect(textOf(payload({ URL: 'data:,####', ldtext: 'a' }))).toBe('a');
  });

  it('of Check In has the times of its kind of message, and the place of a person who is late', () => {
    const read = (query: string): unknown => {
      const { app, place } = readAppMessage(payload({ an: 'Check In', URL: `?interfaceVersion=1&${query}` })) ?? {};
      return [app?.checkIn, place];
    };
    const sent = 'sendDate=1697316869.688709&messageID=4F8E&sessionID=77A1';
    expect(read(`messageType=1&${sent}&sessionType=1&estimatedEndTime=1697318000`)).toEqual([
      { expectedAt: 1_697_318_000_000 },
      null,
    ]);
    expect(read(`messageType=2&${sent}&sessionEndReason=1`)).toEqual([{ checkedInAt: 1_697_316_869_689 }, null]);
    const at = 'latitude=-33.8567844&longitude=151.2152967&hunc=14.5&timeOfLocation=1697316800';
    expect(read(`messageType=3&${sent}&triggerTime=1697316860&${at}`)).toEqual([
      { wasExpectedAt: 1_697_316_860_000 },
      { latitude: -33.8567844, longitude: 151.2152967, name: null },
    ]);
    expect(read('messageType=3&latitude=91&longitude=0')).toEqual([undefined, null]);
    expect(read('messageType=3&latitude=1e1&longitude=')).toEqual([undefined, null]);
  });

  it('names the receiver', () => {
    const text = '$(kIMTranscriptPluginBreadcrumbTextReceiverIdentifier) closed all rings';
    expect(textOf(payload({ ldtext: text }))).toBe('You closed all rings');
  });

  it('is used as text only if there is no other', () => {
    expect(['\ufffd', '\ufffc \n', '', null].map(isPlaceholder)).toEqual([true, true, true, true]);
    expect(isPlaceholder('a\ufffd')).toBe(false);
  });

  it('gives text or a domain error for any bytes', () => {
    const samples = [
      payload({ ldtext: 'a' }, { caption: 'b' }),
      payload({ URL: poll({ title: 'q', orderedPollOptions: [{ text: 'o' }] }) }),
    ];
    fc.assert(
      fc.property(mutated(samples), (bytes) => {
        readOrRefuse(() => readAppMessage(bytes));
      }),
      { seed: SEED, numRuns: rounds(300) },
    );
  });
});

describe('messages that apps made', () => {
  it('have the balloon’s text, are found by it, and keep no placeholder', () => {
    const db = new DatabaseSync(':memory:');
    for (const sql of createTables(18)) db.exec(sql);
    db.exec('PRAGMA foreign_keys = OFF');
    const writer = new RowWriter(db, 'message');
    const body = writePlainBody('\ufffd');
    const app = `${PLUGIN}com.apple.findmy.FindMyMessagesApp`;
    const rows = [
      { attributedBody: body, balloon_bundle_id: app, payload_data: payload({ ldtext: 'Started Sharing Location' }) },
      { attributedBody: body, balloon_bundle_id: app },
      { attributedBody: body, balloon_bundle_id: app, payload_data: Buffer.from('bplist00 broken') },
      {
        attributedBody: writePlainBody('own words'),
        balloon_bundle_id: app,
        payload_data: payload({ ldtext: 'other' }),
      },
      { attributedBody: body },
    ];
    for (const [index, row] of rows.entries()) writer.insert({ ROWID: index + 1, guid: `M${index}`, ...row });
    const { rows: found, documents, notes } = extractAll(messages, { db });
    expect(found.messages.map(({ text, textSource, kind }) => [text, textSource, kind])).toEqual([
      ['Started Sharing Location', 'payload', 'app'],
      [null, 'none', 'app'],
      [null, 'none', 'app'],
      ['own words', 'attributedBody', 'app'],
      ['\ufffd', 'attributedBody', 'text'],
    ]);
    expect(documents.map(({ document }) => document.text)).toEqual(['Started Sharing Location', 'own words']);
    expect(found.messages[3]?.balloonText).toBe('other');
    expect(documents[1]?.document.also).toBe('other');
    expect(notes).toEqual({ 'unreadable-app-messages': 1 });
  });
});

describe('votes in a poll', () => {
  it('are counted at their options; one without a choice is removed', () => {
    const db = new DatabaseSync(':memory:');
    for (const sql of createTables(18)) db.exec(sql);
    db.exec('PRAGMA foreign_keys = OFF');
    const writer = new RowWriter(db, 'message');
    const app = `${PLUGIN}com.apple.messages.Polls`;
    const options = ['Pizza', 'Sushi'].map((text, n) => ({ optionIdentifier: `o${n}`, text }));
    const asked = payload({ URL: poll({ title: 'Lunch?', orderedPollOptions: options }) });
    writer.insert({ ROWID: 1, guid: 'P', balloon_bundle_id: app, payload_data: asked });
    const choices = [['o1', 'o0'], [], ['gone'], null];
    for (const [n, choice] of choices.entries()) {
      const votes = choice?.map((voteOptionIdentifier) => ({ voteOptionIdentifier, serverVoteTime: n }));
      new RowWriter(db, 'handle').insert({ ROWID: n + 1, id: `p${n}@example.com`, service: 'iMessage' });
      writer.insert({
        ROWID: n + 2,
        guid: `V${n}`,
        handle_id: n + 1,
        associated_message_type: 4000,
        associated_message_guid: 'P',
        payload_data: votes === undefined ? null : payload({ URL: poll({ votes }) }),
      });
    }
    const { rows } = extractAll(messages, { db });
    expect(rows.messages).toHaveLength(1);
    const vote = { isFromMe: false, sender: 'p0@example.com', at: Date.UTC(2001, 0, 1), message: 2 };
    expect(rows.messages[0]?.poll).toEqual({
      question: 'Lunch?',
      options: [
        { text: 'Pizza', votes: [vote] },
        { text: 'Sushi', votes: [vote] },
      ],
    });
    // Those for unknown options, or without a payload.
    expect(rows.messages[0]?.reactions?.map(({ sender, kind }) => [sender, kind])).toEqual([
      ['p2@example.com', 'vote'],
      ['p3@example.com', 'vote'],
    ]);
  });
});

describe('polls and votes with a malformed address', () => {
  it('are counted in the ledger', () => {
    const db = new DatabaseSync(':memory:');
    for (const sql of createTables(18)) db.exec(sql);
    db.exec('PRAGMA foreign_keys = OFF');
    const writer = new RowWriter(db, 'message');
    const app = `${PLUGIN}com.apple.messages.Polls`;
    const options = [{ optionIdentifier: 'o', text: 'Pizza' }];
    const asked = payload({ URL: poll({ title: 'Lunch?', orderedPollOptions: options }) });
    const broken = payload({ URL: 'data:,bm8gSlNPTg==' });
    writer.insert({ ROWID: 1, guid: 'P', balloon_bundle_id: app, payload_data: asked });
    writer.insert({ ROWID: 2, guid: 'Q', balloon_bundle_id: app, payload_data: broken });
    writer.insert({ ROWID: 3, guid: 'R', balloon_bundle_id: `${PLUGIN}com.example.other`, payload_data: broken });
    const vote = { associated_message_type: 4000, associated_message_guid: 'P' };
    writer.insert({ ROWID: 4, guid: 'V', ...vote, payload_data: broken });
    expect(extractAll(messages, { db }).notes).toMatchObject({ 'unreadable-app-messages': 2 });
    db.close();
  });
});

describe('options that were added to a poll', () => {
  const app = `${PLUGIN}com.apple.messages.Polls`;
  const options = ['Pizza', 'Sushi', 'Soup'].map((text, n) => ({ optionIdentifier: `o${n}`, text }));
  const asked = (count: number) =>
    payload({ URL: poll({ title: 'Lunch?', orderedPollOptions: options.slice(0, count) }) });
  const update = { associated_message_type: 2, associated_message_guid: 'P', balloon_bundle_id: app };

  function database(...rows: readonly Row[]): DatabaseSync {
    const db = new DatabaseSync(':memory:');
    for (const sql of createTables(18)) db.exec(sql);
    db.exec('PRAGMA foreign_keys = OFF');
    const writer = new RowWriter(db, 'message');
    for (const row of rows) writer.insert(row);
    return db;
  }

  it('replace the older list, and are no messages of their own', () => {
    const vote = payload({ URL: poll({ votes: [{ voteOptionIdentifier: 'o2' }] }) });
    const db = database(
      { ROWID: 1, guid: 'P', balloon_bundle_id: app, payload_data: asked(1) },
      { ROWID: 2, guid: 'U1', ...update, payload_data: asked(2) },
      { ROWID: 3, guid: 'U2', ...update, payload_data: asked(3) },
      { ROWID: 4, guid: 'U3', ...update, payload_data: asked(3).subarray(0, 90) },
      { ROWID: 5, guid: 'V', associated_message_type: 4000, associated_message_guid: 'P', payload_data: vote },
    );
    const { rows, documents } = extractAll(messages, { db });
    expect(rows.messages.map(({ text, reactions }) => [text, reactions])).toEqual([['Lunch?', null]]);
    expect(rows.messages[0]?.poll?.options.map(({ text, votes }) => [text, votes.length])).toEqual([
      ['Pizza', 0],
      ['Sushi', 0],
      ['Soup', 1],
    ]);
    expect(documents.map(({ document }) => [document.text, document.also])).toEqual([['Lunch?', 'Pizza\nSushi\nSoup']]);
  });

  it('are shown by themselves if the poll is gone', () => {
    const { rows } = extractAll(messages, {
      db: database({ ROWID: 2, guid: 'U1', ...update, payload_data: asked(2) }),
    });
    expect(rows.messages.map(({ text, poll }) => [text, poll?.options.length])).toEqual([['Lunch?', 2]]);
  });
});

describeCorpus('payloads of imessage-exporter', () => {
  it.each([
    ['Sent265', 'Sent $265 with Apple\u00a0Pay.\nApple\u00a0Cash\n$265\u00a0Payment'],
    ['ApplePayRecurring', 'Sending you $1 weekly starting Nov 18, 2023'],
    ['Business', 'Yes, connect me with Goldman Sachs.'],
    ['CheckinLate', 'Check\u00a0In: Has not checked in when expected, location shared'],
    ['FindMy', 'Started Sharing Location'],
    ['Game', 'Dots & Boxes\nYour move.'],
    [
      'OpenTableInvited',
      "Rusty Grill - Boise\nReservation Confirmed\nTable for 4 people\nSunday, October 17 at 7:45 PM\nYou're invited! Tap to accept.",
    ],
    ['PollCreate', null],
    ['PollVote', null],
    ['Slideshow', 'Home - 37 Photos'],
  ])('%s', (name, text) => {
    expect(textOf(readFileSync(corpusPath(`messages/app_message/${name}.plist`)))).toBe(text);
  });

  it.each([
    ['Game', { name: 'GamePigeon' }],
    ['FindMy', { name: 'Find My' }],
    ['Slideshow', { name: 'Photos', url: 'https://share.icloud.com/photos/1337h4x0r_jk#Home' }],
    // It has not ended: the time is that of the message.
    ['CheckinTimer', { name: 'Check\u00a0In' }],
    // Its data are random bytes.
    ['Business', { name: 'Business' }],
  ])('%s says more than its words', (name, app) => {
    expect(readAppMessage(readFileSync(corpusPath(`messages/app_message/${name}.plist`)))?.app).toEqual(app);
  });

  it('have a poll with the votes of two people, and one of another poll', () => {
    const db = new DatabaseSync(':memory:');
    for (const sql of createTables(18)) db.exec(sql);
    db.exec('PRAGMA foreign_keys = OFF');
    const [writer, handles] = [new RowWriter(db, 'message'), new RowWriter(db, 'handle')];
    for (const [n, name] of ['PollCreate', 'PollVote', 'PollVote2', 'PollRemovedVote'].entries()) {
      handles.insert({ ROWID: n + 1, id: `p${n}@example.com`, service: 'iMessage' });
      writer.insert({
        ROWID: n + 1,
        guid: `M${n}`,
        handle_id: n + 1,
        balloon_bundle_id: `${PLUGIN}com.apple.messages.Polls`,
        payload_data: readFileSync(corpusPath(`messages/app_message/${name}.plist`)),
        ...(n === 0 ? {} : { associated_message_type: 4000, associated_message_guid: 'M0' }),
      });
    }
    const { rows } = extractAll(messages, { db });
    const [poll, another] = rows.messages;
    expect(another).toBeUndefined();
    // The last vote is for an option of another poll.
    expect(poll?.reactions?.map(({ kind, sender }) => [kind, sender])).toEqual([['vote', 'p3@example.com']]);
    expect(poll?.poll?.options.map(({ text, votes }) => [text, votes.map(({ sender }) => sender)])).toEqual([
      ['Option 1', ['p2@example.com']],
      ['Option 2', ['p1@example.com', 'p2@example.com']],
      ['Option 3', []],
      ['Option 4', []],
    ]);
    expect(poll?.poll?.options[0]?.votes[0]?.at).toBe(Date.UTC(2025, 8, 15, 0, 14, 0, 851));
  });
});
