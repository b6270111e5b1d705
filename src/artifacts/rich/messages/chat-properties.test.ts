import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { writeBplist } from '../../../synthetic/encoders/bplist-writer.ts';
import { writePlainBody } from '../../../synthetic/encoders/typedstream-writer.ts';
import { NO_PROPERTIES, readChatProperties } from './chat-properties.ts';

/** The expected values were read with Python's plistlib. */
describeCorpus('properties of real chats', () => {
  it.each([
    ['ChatProp1', null],
    ['ChatProp2', true],
    ['ChatProp3', null],
    ['ChatProp4', null],
    ['before_background', true],
    ['after_background_preset', true],
    ['after_background_removed', true],
  ])('%s', (name, readReceipts) => {
    const blob = readFileSync(corpusPath(`messages/chat_properties/${name}.plist`));
    expect(readChatProperties(blob)).toMatchObject({ readReceipts, groupPhotoGuid: null });
  });
});

describeCorpus('backgrounds of real chats', () => {
  it.each([
    ['ChatProp1', null],
    ['before_background', null],
    ['after_background_preset', true],
    ['after_background_removed', false],
  ])('%s', (name, hasBackground) => {
    const blob = readFileSync(corpusPath(`messages/chat_properties/${name}.plist`));
    expect(readChatProperties(blob).hasBackground).toBe(hasBackground);
  });
});

it('reads the summary of a chat', () => {
  const summary = (chatSummary: string | Buffer) =>
    readChatProperties(writeBplist({ chatSummaryDictionary: { chatSummary } })).summary;
  expect([summary('Ben asks about dinner.'), summary(' '), summary(writePlainBody('Ben'))]).toEqual([
    'Ben asks about dinner.',
    null,
    'Ben',
  ]);
  expect(summary(Buffer.alloc(4))).toBeNull();
});

it('reads the picture of a group', () => {
  expect(readChatProperties(writeBplist({ groupPhotoGuid: 'at_0_X' })).groupPhotoGuid).toBe('at_0_X');
});

it('reads missing properties as null', () => {
  expect(readChatProperties(writeBplist(['a']))).toEqual(NO_PROPERTIES);
});
