import { expect, it } from 'vitest';
import { computingTime } from '../../../test/support/computing-times.ts';
import { mailPerson } from './mail-person.ts';

it.each([
  ['Ida Berg, ida@example.org', 'Ida Berg', 'ida@example.org'],
  ['Berg, Ida <ida@example.org> ', 'Berg, Ida <', 'ida@example.org'],
  ['ida@example.org', '', 'ida@example.org'],
  ['Ida Berg', 'Ida Berg', null],
  ['ida@example.org wrote', 'ida@example.org wrote', null],
  ['', '', null],
])('of %j is %j with %j', (text, name, address) => {
  expect(mailPerson(text)).toEqual({ name, address });
});

it.each(['a', 'a@', ' ', ',', '@', 'a '])('takes a time that is linear in the length of a text of many %j', (part) => {
  expect(computingTime(() => mailPerson(`${part.repeat(100_000)} x`))).toBeLessThan(1_000);
  expect(computingTime(() => mailPerson(`${part.repeat(100_000)} `))).toBeLessThan(1_000);
});
