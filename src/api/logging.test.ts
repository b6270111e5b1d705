import { expect, it } from 'vitest';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { LoggedError } from './logged-error.ts';
import { createLogger } from './logging.ts';

function logged(error: unknown): LoggedError {
  let line = '';
  createLogger('info', { write: (text) => void (line += text) }).error({ err: error }, 'request failed');
  expect(line).not.toMatch(/anna/i);
  return (JSON.parse(line) as { err: LoggedError }).err;
}

it('has codes and places of errors, and no names of files', () => {
  const cause = Object.assign(new Error("EMFILE: too many open files, open '/tmp/Letter to Anna.pdf'"), {
    code: 'EMFILE',
    syscall: 'open',
    path: '/tmp/Letter to Anna.pdf',
  });
  const { stack, ...facts } = logged(
    new DomainError('READ_FAILED', msg('detail.read-failed', { what: 'Letter to Anna.pdf', code: 'EMFILE' }), {
      cause,
    }),
  );
  expect(facts).toEqual({
    type: 'DomainError',
    code: 'READ_FAILED',
    detail: 'detail.read-failed',
    details: {},
    cause: { type: 'Error', code: 'EMFILE', syscall: 'open', stack: expect.stringMatching(/^ {4}at /) as string },
  });
  expect(stack).toMatch(/^ {4}at .*logging\.test/);
});

it('has no values that PostgreSQL and JSON.parse quote', () => {
  let broken: unknown = null;
  try {
    JSON.parse('"Dear Anna, ');
  } catch (error) {
    broken = error;
  }
  expect(logged(new DomainError('INTERNAL', undefined, { cause: broken })).cause?.type).toBe('SyntaxError');
  const facts = { code: '22P02', severity: 'ERROR', detail: 'Token "Anna" is invalid.' };
  expect(logged(Object.assign(new Error('invalid input syntax for type bigint: "Anna"'), facts)).code).toBe('22P02');
});

it('has the messages of mistakes in the program', () => {
  expect(logged(new TypeError('x is not a function')).message).toBe('x is not a function');
  expect(logged('Anna').type).toBe('string');
  expect(logged(new DomainError('NOT_FOUND', msg('detail.no-such-address'))).detail).toBe('detail.no-such-address');
});
