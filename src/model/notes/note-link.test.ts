import { expect, it } from 'vitest';
import { linkedNote } from './note-link.ts';

it.each([
  ['applenotes:note/4C6B-1', '4C6B-1'],
  ['applenotes://note/4C6B-1', '4C6B-1'],
  ['applenotes:note/4c6b-1?ownerIdentifier=_me', '4c6b-1'],
  ['applenotes:note/', null],
  ['applenotes:folder/4C6B', null],
  ['applenotes:note/a b', null],
  ['https://example.com/applenotes:note/1', null],
  ['', null],
])('%j leads to %j', (address, key) => {
  expect(linkedNote({ link: address })).toBe(key);
  expect(linkedNote({ link: 'applenotes:note/OTHER', attachment: { id: '1', uti: null, target: address } })).toBe(key);
});
