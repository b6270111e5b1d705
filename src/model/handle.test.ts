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

it.each([
  ['\u200e+49 170 1234567', 'DE', '+491701234567', '+49 170 1234567'],
  ['\u202a+49 170 1234567\u202c', 'DE', '+491701234567', '+49 170 1234567'],
  ['\u20680170 1234567\u2069', 'DE', '+491701234567', '0170 1234567'],
  ['+٩٦٦٥٠١٢٣٤٥٦٧', 'SA', '+966501234567', '+966 50 123 4567'],
  ['۰۹۱۲۳۴۵۶۷۸۹', 'IR', '+989123456789', '0912 345 6789'],
  ['๐๘๑-๒๓๔-๕๖๗๘', 'TH', '+66812345678', '081 234 5678'],
  ['０９０－１２３４－５６７８', 'JP', '+819012345678', '090-1234-5678'],
  ['090‐1234‐5678', 'JP', '+819012345678', '090-1234-5678'],
])('%s is the number that it says in other digits, marks or hyphens', (stored, region, key, text) => {
  expect(handleKind(stored)).toBe('phone');
  expect(handleKey(stored, region)).toBe(key);
  expect(handleText(stored, region)).toBe(text);
});

it.each([
  ['0049 170 1234567', 'CH', '+49 170 1234567'],
  ['011 49 170 1234567', 'US', '+49 170 1234567'],
  ['001 415 555 2671', 'DE', '+1 415 555 2671'],
])('%s with the prefix for calls abroad keeps its country', (stored, region, text) => {
  expect(handleText(stored, region)).toBe(text);
});

it('names keep marks and digits of their own', () => {
  expect(handleKey('\u200eصيدلية ٢٤')).toBe('\u200eصيدلية ٢٤');
  expect(handleKind('\u200eصيدلية ٢٤')).toBe('other');
});
