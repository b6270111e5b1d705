import { describe, expect, it } from 'vitest';
import { emptyMessage } from '../../../test/support/empty-message.ts';
import type { MessageView } from '../../contract/chat.ts';
import { balloonName, statusTime, wordlessSentence } from './message-sentences.ts';

const PLUGIN = 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:';

describe('a message without words', () => {
  it.each([
    [{ kind: 'deleted' }, 'this message was deleted'],
    [{ kind: 'waiting' }, 'this message had not arrived when the backup was made'],
    [{ kind: 'unavailable' }, 'this message was not available on the phone'],
    [{ kind: 'unknown' }, 'a message of an unknown kind'],
    [{ kind: 'image' }, 'image'],
    [{ kind: 'app', balloon: 'com.apple.Handwriting.HandwritingProvider' }, 'Handwriting'],
    [{ kind: 'app', balloon: `${PLUGIN}com.example.game` }, 'com.example.game'],
    [{ text: '\ufffc ' }, 'nothing in it'],
    [{ details: { textSource: 'unreadable' } }, 'the text of this message could not be read'],
    [{ text: 'words' }, null],
    [{ subject: 'about' }, null],
    [{ attachments: [{ isHidden: false }] as never }, null],
    [{ links: [{ url: 'https://example.org' }] as never }, null],
    [{ edits: [{ part: 0, unsent: true, history: [] }] }, null],
    [{ kind: 'call', call: { text: 'Voice call' } as never }, null],
    [{ payment: { amount: 1 } as never }, null],
  ])('%j is told: %s', (fields, sentence) => {
    expect(wordlessSentence(emptyMessage(fields as Partial<MessageView>))).toBe(sentence);
  });

  it('names the person who deleted it', () => {
    const owner = { handle: null, handleText: null, name: 'Max', contact: null, isOwner: true };
    expect(wordlessSentence(emptyMessage({ kind: 'deleted', deletedBy: owner }))).toBe('deleted by You');
  });
});

it('recognises apps by the last part of the balloon id', () => {
  expect(balloonName(`${PLUGIN}com.apple.findmy.FindMyMessagesApp`)).toBe('Find My');
});

describe('how far a message got', () => {
  const times = { deliveredAt: 1, readAt: 2, details: { playedAt: 3 } };
  it.each([
    ['unsent', null],
    ['sent', null],
    ['delivered', 1],
    ['read', 2],
    ['played', 3],
    [null, null],
  ] as const)('%s has the time %s', (status, at) => {
    expect(statusTime(emptyMessage({ ...times, status }))).toBe(at);
  });

  it('has no time where none is stored', () => {
    expect(statusTime(emptyMessage({ status: 'played', details: { playedAt: 'x' } }))).toBeNull();
    expect(statusTime(emptyMessage({ status: 'read', deliveredAt: 1, readAt: null }))).toBeNull();
  });
});
