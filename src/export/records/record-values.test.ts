import { describe, expect, it } from 'vitest';
import type { KindColumnView, KindView, RecordView } from '../../contract/kinds.ts';
import { listKinds } from '../../views/index.ts';
import { LocalTime } from '../format/local-time.ts';
import { wordsIn } from '../language/words.ts';
import { shownField, shownTexts } from './record-values.ts';

describe('the title of a record', () => {
  const kind = listKinds().items.find(({ id }) => id === 'bluetooth');
  const titled = (values: RecordView['values']): string | null => {
    if (kind === undefined) throw new Error('There is no such kind.');
    const byName: KindView = { ...kind, roles: { ...kind.roles, title: ['name', 'kind'], text: [] } };
    const title = String(values['name'] ?? values['kind']);
    const record = { title, text: null, from: null, values } as RecordView;
    return shownTexts(record, byName, wordsIn('de')).title;
  };

  it('is the name of a code, also if the column before it has no value', () => {
    expect(titled({ name: null, kind: 'paired' })).toBe('Gekoppelt');
    expect(titled({ name: 'Watch', kind: 'paired' })).toBe('Watch');
  });
});

function columnOf(kind: string, name: string): KindColumnView {
  const { columns = [] } = listKinds().items.find(({ id }) => id === kind) ?? {};
  const column = columns.find((each) => each.name === name);
  if (column === undefined) throw new Error('There is no such column.');
  return column;
}

describe('a field of a record', () => {
  it('has the name of the person beside a handle', () => {
    const column = listKinds()
      .items.find(({ id }) => id === 'blocked-numbers')
      ?.columns.find(({ name }) => name === 'handle');
    if (column === undefined) throw new Error('There is no such column.');
    const values = { handle: '+49 171 2345678' };
    const clock = new LocalTime('UTC', wordsIn());
    expect(shownField({ values, called: { handle: 'Anna' } }, column, clock)).toBe('Anna (+49 171 2345678)');
    expect(shownField({ values, called: {} }, column, clock)).toBe('+49 171 2345678');
  });

  it('has the names of the codes of a list, which the text of its record has too', () => {
    const kind = listKinds().items.find(({ id }) => id === 'state-of-mind');
    if (kind === undefined) throw new Error('There is no such kind.');
    const values = { feelings: ['happy', 'proud', 'new-code'], about: ['current-events'], note: null };
    const clock = new LocalTime('UTC', wordsIn('de'));
    const shown = shownField({ values, called: {} }, columnOf('state-of-mind', 'feelings'), clock);
    expect(shown).toBe('Glücklich, Stolz, new-code');
    const record = { title: null, text: 'happy proud new-code\ncurrent-events', from: null, values };
    expect(shownTexts(record as unknown as RecordView, kind, wordsIn('de')).text).toBe(
      'Glücklich, Stolz, new-code\nAktuelle Ereignisse',
    );
  });

  it.each([
    ['2025-06-08', '08.06.2025'],
    ['2025-06-08 17:30', '08.06.2025 17:30'],
    // No day, as hostile data may have it.
    ['2025-02-31', '2025-02-31'],
    ['2025-06', '2025-06'],
    ['soon', 'soon'],
  ])('has a day as people write it: %s', (value, expected) => {
    const clock = new LocalTime('America/New_York', wordsIn('de'));
    expect(shownField({ values: { dueOn: value }, called: {} }, columnOf('reminders', 'dueOn'), clock)).toBe(expected);
    const steps = listKinds().items.find(({ id }) => id === 'health-steps');
    const record = { title: value, text: null, from: null, values: { day: value } } as unknown as RecordView;
    expect(steps?.roles.title).toEqual(['day']);
    expect(shownTexts(record, steps as KindView, wordsIn('de')).title).toBe(expected);
  });

  it.each([
    ['call', 'direction', 'incoming', 'Eingehend'],
    ['call', 'outcome', 'answered-elsewhere', 'Auf einem anderen Gerät angenommen'],
    ['call', 'service', 'facetime-audio', 'FaceTime Audio'],
    ['whatsapp-call', 'outcome', 'connected', 'Angenommen'],
    ['viber-call', 'direction', 'outgoing', 'Ausgehend'],
    ['viber-call', 'outcome', 'missed', 'Verpasst'],
    ['event', 'availability', 'busy', 'Beschäftigt'],
    ['event', 'status', 'cancelled', 'Abgesagt'],
    ['event', 'response', 'tentative', 'Vielleicht'],
  ])('has the name of a code: %s, %s', (kind, name, code, expected) => {
    const column = columnOf(kind, name);
    const clock = new LocalTime('UTC', wordsIn('de'));
    expect(shownField({ values: { [name]: code }, called: {} }, column, clock)).toBe(expected);
    // What only a newer phone knows is shown as it is.
    expect(shownField({ values: { [name]: 'new-code' }, called: {} }, column, clock)).toBe('new-code');
  });

  it('has the people of an event with their role and answer in words', () => {
    const person = { name: 'Anna', email: 'anna@example.com', phone: null, isSelf: false, role: 'chair', roleCode: 3 };
    const attendees = [
      { ...person, kind: 'person', kindCode: 1, status: 'in-process', statusCode: 7 },
      { ...person, name: null, role: null, kind: null, kindCode: 9, status: null, statusCode: 99 },
    ];
    const shown = (language: string): string =>
      shownField(
        { values: { attendees }, called: {} },
        columnOf('event', 'attendees'),
        new LocalTime('UTC', wordsIn(language)),
      );
    expect(shown('en')).toBe('Anna (anna@example.com, Chair, Under way)\nanna@example.com');
    expect(shown('de')).toBe('Anna (anna@example.com, Leitung, In Arbeit)\nanna@example.com');
    expect(shown('fr')).toBe('Anna (anna@example.com, Président, En cours)\nanna@example.com');
  });

  it('has structured data in words, and nothing for an empty list', () => {
    const column = listKinds()
      .items.find(({ id }) => id === 'contact')
      ?.columns.find(({ name }) => name === 'phones');
    if (column === undefined) throw new Error('There is no such column.');
    const clock = new LocalTime('UTC', wordsIn());
    const phones = [
      { label: 'Home', value: '+49 171' },
      { label: null, value: '+49 172' },
    ];
    expect(shownField({ values: { phones }, called: {} }, column, clock)).toBe('Home: +49 171\n+49 172');
    expect(shownField({ values: { phones: [] }, called: {} }, column, clock)).toBe('');
  });
});
