import { describe, expect, it } from 'vitest';
import { plain } from '../locales/messages.ts';
import { DomainError } from './errors.ts';
import { fromFailure, toFailure } from './failure.ts';

describe('errors that cross threads', () => {
  it('keep their code, message and details', () => {
    const error = new DomainError('LIMIT_EXCEEDED', plain('Too much.'), { details: { limit: 3 } });
    const restored = fromFailure(structuredClone(toFailure(error)), 'a thread');
    expect(restored).toMatchObject({ code: 'LIMIT_EXCEEDED', message: 'Too much.', details: { limit: 3 } });
    expect(restored.cause).toBeUndefined();
  });

  it('have only a name and a place for the log if they are unexpected', () => {
    const error = fromFailure(structuredClone(toFailure(new TypeError('needle is not a function'))), 'a thread');
    expect(error.code).toBe('INTERNAL');
    expect(String(error.cause)).toMatch(/in a thread: TypeError\n {4}at .*failure\.test\.ts/);
    expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.toContain('needle');
  });
});
