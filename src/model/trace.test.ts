import { describe, expect, it } from 'vitest';
import { traceOf } from './trace.ts';

describe('the trace of an error', () => {
  it('has its name and where it was thrown, without its message', () => {
    const trace = traceOf(new SyntaxError('Unexpected "needle\n    at needle (needle.ts:1:1)"'));
    expect(trace).toMatch(/^SyntaxError\n {4}at .*trace\.test\.ts/);
    expect(trace).not.toContain('needle');
  });

  it('has the frames of an error without a message', () => {
    expect(traceOf(new TypeError())).toMatch(/^TypeError\n {4}at .*trace\.test\.ts/);
  });

  it('is the type of a thrown value that is no error', () => {
    expect(traceOf('needle')).toBe('string');
  });
});
