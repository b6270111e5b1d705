import { expect, it } from 'vitest';
import { recognisedAs } from './recognised.ts';

it('names the most telling of what was recognised', () => {
  expect(recognisedAs({ code: '000123', detected: ['data'] })).toBe('oneTimeCode');
  expect(recognisedAs({ detected: ['data', 'phoneNumber'], link: 'tel:+15550100' })).toBe('phoneNumber');
  expect(recognisedAs({ detected: ['trackingNumber'] })).toBe('trackingNumber');
  expect(recognisedAs({ detected: ['data'] })).toBe('data');
  expect(recognisedAs({ detected: ['of later versions'] })).toBe('data');
});

it('names nothing that is only a link, and nothing without results', () => {
  expect(recognisedAs({ detected: ['data'], link: 'https://example.org' })).toBeNull();
  expect(recognisedAs({ link: 'https://example.org' })).toBeNull();
  expect(recognisedAs({ detected: [], code: null })).toBeNull();
  expect(recognisedAs({ detected: 'address' })).toBeNull();
});
