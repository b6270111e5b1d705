import { expect, it } from 'vitest';
import { aboutLines } from './about.ts';
import type { About } from './types.ts';

it('gives the times of an export in the zone that it names', () => {
  const about: About = {
    madeBy: 'Apple Juicer 1',
    exportedAt: '2026-11-29T11:09:21.135Z',
    what: 'voicemail',
    format: 'html',
    filters: { files: false },
    timeZone: 'Europe/Berlin',
    isComplete: true,
    areSourcesComplete: true,
    excerpt: null,
    ignoresPeriod: false,
    backup: {
      id: 'a',
      name: 'Phone',
      udid: null,
      product: 'iPhone 15 Pro',
      iosVersion: '18.5',
      serialNumber: null,
      phoneNumber: null,
      madeAt: '2026-06-15T08:30:00.000Z',
      encrypted: true,
    },
    sources: [],
  };
  expect(aboutLines(about).slice(0, 2)).toEqual([
    'From the backup of Phone (iPhone 15 Pro, iOS 18.5), made 2026-06-15T10:30:00+02:00',
    'Exported 2026-11-29T12:09:21+01:00 by Apple Juicer 1; times are those of Europe/Berlin',
  ]);
  expect(aboutLines({ ...about, ignoresPeriod: true })[3]).toBe('All records whatever the period: these have no time');
  const unknown = { ...about, backup: { ...about.backup, madeAt: null } };
  expect(aboutLines(unknown)[0]).toMatch(/made at an unknown time$/);
});
