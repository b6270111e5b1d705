import { expect, it } from 'vitest';
import { linkedNote, possibleKeys } from './note-link.ts';

it.each([
  ['applenotes:note/4C6B-1', '4C6B-1'],
  ['applenotes://note/4C6B-1', '4C6B-1'],
  ['applenotes:note/4c6b-1?ownerIdentifier=_me', '4c6b-1'],
  ['applenotes://showNote?identifier=4C6B-1', '4C6B-1'],
  ['mobilenotes://showNote?a=b&identifier=4C6B-1&c=d', '4C6B-1'],
  ['applenotes://showNote?objectIDURI=4C6B', null],
  ['applenotes:note/', null],
  ['applenotes:folder/4C6B', null],
  ['applenotes:note/a b', null],
  ['https://example.com/applenotes:note/1', null],
  ['', null],
])('%j leads to %j', (address, key) => {
  expect(linkedNote({ link: address })).toBe(key);
  expect(linkedNote({ link: 'applenotes:note/OTHER', attachment: { id: '1', uti: null, target: address } })).toBe(key);
});

it('a note is found by its identifier in any letters', () => {
  const address = 'applenotes:note/6d834ef3-c0ff-4191-81a3-b2c2e5ee9971?ownerIdentifier=_me';
  expect(possibleKeys(linkedNote({ link: address }) ?? '')).toEqual([
    '6d834ef3-c0ff-4191-81a3-b2c2e5ee9971',
    '6D834EF3-C0FF-4191-81A3-B2C2E5EE9971',
  ]);
  expect(possibleKeys('legacy-9A')).toEqual(['legacy-9A', 'LEGACY-9A', 'legacy-9a']);
});
