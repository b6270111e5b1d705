import { expect, it } from 'vitest';
import { isScheduled } from './scheduled.ts';

it.each([
  [2, 1, [], true],
  [2, 2, [], true],
  // Apple's server has it already.
  [2, 2, ['sent'], true],
  [2, 3, ['sent'], false],
  [2, 3, [], false],
  [2, 4, [], true],
  [2, 5, [], true],
  [2, undefined, ['delivered'], true],
  [2, undefined, ['sent'], false],
  [0, 2, [], false],
  [undefined, undefined, [], false],
])(
  'knows if a message of schedule type %s, state %s and flags %j waits',
  (scheduleType, scheduleState, flags, waits) => {
    expect(isScheduled({ details: { raw: { scheduleType, scheduleState }, flags } })).toBe(waits);
  },
);

it('knows that a message without details does not wait', () => {
  expect(isScheduled({ details: {} })).toBe(false);
});
