import { afterAll, beforeAll, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { prepareExport } from '../prepare-export.ts';

let fixture: ViewFixture;
beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('calendar', (rows) => {
    const event = { isAllDay: false, isFloating: false, isRecurring: false, isBirthday: false, isHidden: false };
    const lists = { attendees: [], alarms: [], attachments: [] };
    const flight = { title: 'Flight', timeZone: 'Europe/Berlin', endTimeZone: 'America/New_York' };
    const [startAt, endAt] = [Date.UTC(2025, 6, 15, 10), Date.UTC(2025, 6, 15, 18)];
    rows.add('calendar_events', { ...event, ...lists, ...flight, key: 'e1', startAt, endAt });
    rows.add('calendar_events', { ...event, ...lists, ...flight, key: 'e2', startAt: startAt + 1, endAt: endAt + 1 });
  });
});
afterAll(() => fixture.dispose());

it('describes the time zone of the end of an event once, before the event', async () => {
  const request = { what: 'calendar', format: 'ics', timeZone: 'UTC', files: false, bom: false } as const;
  const prepared = await prepareExport({ views: fixture.ctx, files: null, version: '1' }, fixture.backup, request);
  let text = '';
  for await (const { path, contents } of prepared.files())
    if (path === 'calendar.ics') for await (const chunk of contents) text += chunk.toString();
  const lines = text.split('\r\n').filter((line) => /^(?:TZID:|DTEND|BEGIN:VEVENT)/.test(line));
  expect(lines).toEqual([
    'TZID:Europe/Berlin',
    'TZID:America/New_York',
    'BEGIN:VEVENT',
    'DTEND;TZID=America/New_York:20250715T140000',
    'BEGIN:VEVENT',
    'DTEND;TZID=America/New_York:20250715T140000',
  ]);
});
