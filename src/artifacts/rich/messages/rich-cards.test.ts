import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { readBody } from './body.ts';
import { messages } from './index.ts';

/** Bodies by an independent encoder: arrays and dictionaries as IMSharedUtilities stores them. */
const CARDS =
  'BAtzdHJlYW10eXBlZIHoA4QBQISEhBJOU0F0dHJpYnV0ZWRTdHJpbmcAhIQITlNPYmplY3QAhZKEhIQITlNTdHJpbmcBlIQBKwPv' +
  'v7yGhAJpSQEBkoSEhAxOU0RpY3Rpb25hcnkAlIQBaQKShJaWHV9fa0lNTWVzc2FnZVBhcnRBdHRyaWJ1dGVOYW1lhpKEhIQITlNO' +
  'dW1iZXIAhIQHTlNWYWx1ZQCUhAEqhJmZAIaShJaWG19fa0lNUmljaENhcmRzQXR0cmlidXRlTmFtZYaShISEB05TQXJyYXkAlJkC' +
  'koSYmQOShJaWBXRpdGxlhpKElpYLWW91ciBwYXJjZWyGkoSWlg9jYXJkRGVzY3JpcHRpb26GkoSWlhhhcnJpdmVzIGJldHdlZW4g' +
  'OSBhbmQgMTGGkoSWlgZsYXlvdXSGkoSYmQGShJaWC29yaWVudGF0aW9uhpKEm5yEhAFxngCGhoaShJiZAZKkkoSWlgtTZWNvbmQg' +
  'Y2FyZIaGhoaG';
const REPLY =
  'BAtzdHJlYW10eXBlZIHoA4QBQISEhBJOU0F0dHJpYnV0ZWRTdHJpbmcAhIQITlNPYmplY3QAhZKEhIQITlNTdHJpbmcBlIQBKwPv' +
  'v72GhAJpSQEBkoSEhAxOU0RpY3Rpb25hcnkAlIQBaQKShJaWHV9fa0lNTWVzc2FnZVBhcnRBdHRyaWJ1dGVOYW1lhpKEhIQITlNO' +
  'dW1iZXIAhIQHTlNWYWx1ZQCUhAEqhJmZAIaShJaWIF9fa0lNU3VnZ2VzdGVkUmVwbHlBdHRyaWJ1dGVOYW1lhpKEmJkBkoSWlgpz' +
  'dWdnZXN0aW9uhpKEmJkCkoSWlgtkaXNwbGF5VGV4dIaShJaWC1llcywgcGxlYXNlhpKElpYIcG9zdGJhY2uGkoSWlgF4hoaGhoY=';
const PICTURE_ONLY =
  'BAtzdHJlYW10eXBlZIHoA4QBQISEhBJOU0F0dHJpYnV0ZWRTdHJpbmcAhIQITlNPYmplY3QAhZKEhIQITlNTdHJpbmcBlIQBKwPv' +
  'v7yGhAJpSQEBkoSEhAxOU0RpY3Rpb25hcnkAlIQBaQKShJaWHV9fa0lNTWVzc2FnZVBhcnRBdHRyaWJ1dGVOYW1lhpKEhIQITlNO' +
  'dW1iZXIAhIQHTlNWYWx1ZQCUhAEqhJmZAIaShJaWG19fa0lNUmljaENhcmRzQXR0cmlidXRlTmFtZYaShISEB05TQXJyYXkAlJkB' +
  'koSYmQGShJaWBW1lZGlhhpKEmJkAhoaGhoY=';

const CHIPS =
  'BAtzdHJlYW10eXBlZIHoA4QBQISEhBJOU0F0dHJpYnV0ZWRTdHJpbmcAhIQITlNPYmplY3QAhZKEhIQITlNTdHJpbmcBlIQBKxhJ' +
  'cyB5b3VyIHBhcmNlbCBoZXJlPyDvv7+GhAJpSQEVkoSEhAxOU0RpY3Rpb25hcnkAlIQBaQGShJaWHV9fa0lNTWVzc2FnZVBhcnRB' +
  'dHRyaWJ1dGVOYW1lhpKEhIQITlNOdW1iZXIAhIQHTlNWYWx1ZQCUhAEqhJmZAIaGlwIBkoSYmQGShJaWGl9fa0lNQ2hpcExpc3RB' +
  'dHRyaWJ1dGVOYW1lhpKEhIQHTlNBcnJheQCUmQGShJiZApKElpYEdHlwZYaShJuchIQBcZ4AhpKElpYEY2hpcIaShJiZAZKElpYK' +
  'c3VnZ2VzdGlvboaShJiZAZKElpYLZGlzcGxheVRleHSGkoSWlgNZZXOGhoaGhoaG';

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

it('reads the words of cards that a business sent by RCS, and of a chosen answer', () => {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE message (guid TEXT, text TEXT, attributedBody BLOB, handle_id INTEGER, is_from_me INTEGER)');
  const insert = db.prepare('INSERT INTO message VALUES (?, NULL, ?, 0, 0)');
  insert.run('cards', bytes(CARDS));
  insert.run('reply', bytes(REPLY));
  const { rows } = extractAll(messages, { db });
  expect(rows.messages.map(({ text, parts, textSource }) => ({ text, parts, textSource }))).toEqual([
    { text: 'Your parcel\narrives between 9 and 11\n\nSecond card', parts: null, textSource: 'attributedBody' },
    { text: 'Yes, please', parts: null, textSource: 'attributedBody' },
  ]);
});

it('keeps the placeholder of cards without words', () => {
  expect(readBody(bytes(PICTURE_ONLY), null).text).toBe('\ufffc');
});

it('has nothing for the suggested answers at the end of a text', () => {
  expect(readBody(bytes(CHIPS), null)).toEqual({
    text: 'Is your parcel here? ',
    source: 'attributedBody',
    parts: null,
  });
});
