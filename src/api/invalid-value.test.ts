import { expect, it } from 'vitest';
import { z } from 'zod';
import { english } from '../locales/english.ts';
import { type Finding, invalidValue } from './invalid-value.ts';

function problemOf(schema: z.ZodType, value: unknown): Finding {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  if (issue === undefined) throw new Error('The value is valid.');
  const { code, message, ...params } = issue;
  return { keyword: code, message, params };
}

it.each([
  [z.string(), 3, 'text is expected'],
  [z.string(), undefined, 'it is missing'],
  [z.int(), 1.5, 'a whole number is expected'],
  [z.coerce.number(), 'x', 'a number is expected'],
  [z.number().min(1), 0, 'the least is 1'],
  [z.number().positive(), 0, 'it has to be more than 0'],
  [z.number().max(1000), 1001, 'the most is 1000'],
  [z.number().lt(5), 5, 'it has to be less than 5'],
  [z.string().min(2), 'a', 'it is too short (the least is 2)'],
  [z.array(z.string()).max(1), ['a', 'b'], 'it is too long (the most is 1)'],
  [z.enum(['a', 'b']), 'c', 'it has to be one of a, b'],
  [z.strictObject({}), { odd: 1 }, 'nothing is known by the name odd'],
  [z.string().regex(/^a$/), 'b', 'it is not written in the expected form'],
  [z.union([z.string(), z.boolean()]), 3, 'it does not fit'],
  [z.string().refine(() => false, 'it is no known time zone'), 'Mars', 'it is no known time zone'],
])('%o says of %j: %s', (schema, value, words) => {
  expect(english(invalidValue(problemOf(schema, value)))).toBe(words);
});
