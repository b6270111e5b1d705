import { expect, it } from 'vitest';
import { handleKey, handleKind, handleText } from './handle.ts';

it.each([
  ['1-800-FLOWERS', '+18003569377'],
  ['+1 (888) GO-FEDEX', '+18884633339'],
  ['800-MATTRESS', '+18006288737'],
  ['1 800 4MY APPLE', '+18004692775'],
])('%s is a number with letters', (spelling, number) => {
  expect(handleKind(spelling)).toBe('phone');
  expect(handleKey(spelling, 'US')).toBe(number);
});

it.each(['AMAZON', '123-abc', '800-555-01A', '550e8400-e29b-41d4-a716-446655440000', 'room 1-800', '4155550101abc'])(
  '%s is no number',
  (name) => {
    expect(handleKind(name)).toBe('other');
    expect(handleKey(name, 'US')).toBe(name);
  },
);

it.each([
  ['+4915123456789', null, '+49 1512 3456789'],
  ['+12133734253', null, '+1 213 373 4253'],
  ['+33612345678', 'us', '+33 6 12 34 56 78'],
  ['+447700900123', null, '+44 7700 900123'],
  ['015123456789', 'de', '01512 3456789'],
  ['2133734253', 'US', '(213) 373-4253'],
])('%s is written as in its country', (stored, region, text) => {
  expect(handleText(stored, region)).toBe(text);
  expect(handleKey(text, region)).toBe(handleKey(stored, region));
});

it.each([
  '015123456789',
  '110',
  '72337',
  '*100#',
  '1-800-FLOWERS',
  '+999123456789',
  '+123',
  'anna@example.com',
  'urn:biz:1',
  '',
])('%s stays as it is stored', (handle) => {
  expect(handleText(handle)).toBe(handle);
});
