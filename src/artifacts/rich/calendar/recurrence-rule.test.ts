import { describe, expect, it } from 'vitest';
import { messageName } from '../../../locales/messages.ts';
import { readSpecifier } from './recurrence-rule.ts';

const NOTHING = { byDay: [], byMonthDay: [], byYearDay: [], byWeekNumber: [], byMonth: [], bySetPosition: [] };

describe('a specifier', () => {
  // Forms seen in databases and in public tools that read Calendar.sqlitedb.
  it.each([
    ['D=0TU', { byDay: [{ day: 'TU', ordinal: 0 }] }],
    ['D=+2MO;O=10', { byDay: [{ day: 'MO', ordinal: 2 }], byMonth: [10] }],
    ['D=-1FR', { byDay: [{ day: 'FR', ordinal: -1 }] }],
    [
      'D=0MO,0WE,3TU',
      {
        byDay: [
          { day: 'MO', ordinal: 0 },
          { day: 'WE', ordinal: 0 },
          { day: 'TU', ordinal: 3 },
        ],
      },
    ],
    ['M=1,15,-1', { byMonthDay: [1, 15, -1] }],
    ['Y=100;W=20;S=-1', { byYearDay: [100], byWeekNumber: [20], bySetPosition: [-1] }],
    ['', {}],
    [null, {}],
    [' D=SU ; ', { byDay: [{ day: 'SU', ordinal: 0 }] }],
  ])('%s', (text, parts) => {
    const notes: string[] = [];
    expect(readSpecifier(text, (note) => notes.push(messageName(note)))).toEqual({
      ...NOTHING,
      ...parts,
      isUnderstood: true,
    });
    expect(notes).toEqual([]);
  });

  it.each(['Q=1', 'D=XX', 'M=32', 'M=0', 'M=1.5', 'D=99MO', 'toString=1', 'x', `M=${'1,'.repeat(1000)}1`])(
    '%s is not understood',
    (text) => {
      const notes: string[] = [];
      expect(readSpecifier(text, (note) => notes.push(messageName(note))).isUnderstood).toBe(false);
      expect(notes).toHaveLength(1);
    },
  );
});
