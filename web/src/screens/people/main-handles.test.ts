import { expect, it } from 'vitest';
import type { PersonSummaryView } from '../../../../src/contract/people.ts';
import { mainHandles } from './main-handles.ts';

type Handle = PersonSummaryView['handles'][number];

const handle = (text: string, kind: Handle['kind'] = 'phone'): Handle => ({ handle: text, text, kind, why: 'contact' });

it('has each number and address once, without accounts and without what is the name', () => {
  const handles = [
    handle('+4915112345678'),
    handle('015112345678'),
    handle('anna@example.com', 'email'),
    handle('+4930123456'),
    handle('7f3a-user', 'other'),
    handle('22395', 'short-code'),
  ];
  expect(mainHandles(handles, 'Anna').map(({ text }) => text)).toEqual([
    '+4915112345678',
    'anna@example.com',
    '+4930123456',
    '22395',
  ]);
  expect(mainHandles([handle('+4930123456')], '+4930123456')).toEqual([]);
});
