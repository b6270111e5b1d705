import { expect, it } from 'vitest';
import { callText, clock } from './call-text.ts';

it.each([
  [{ isMissed: true, isGroup: true, isVideo: true, seconds: 0 }, 'Missed group video call'],
  [{ isMissed: false, isGroup: null, isVideo: null, seconds: 125 }, 'Voice call, 2:05'],
  [{ isMissed: true, isGroup: false, isVideo: false, seconds: null }, 'Missed voice call'],
])('says what kind of call %j was', (call, text) => {
  expect(callText(call)).toBe(text);
});

it.each([
  [0, '0:00'],
  [59.6, '1:00'],
  [3600, '1:00:00'],
  [36_061, '10:01:01'],
])('shows %s seconds as a clock does', (seconds, text) => {
  expect(clock(seconds)).toBe(text);
});
