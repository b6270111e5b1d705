import { describe, expect, it } from 'vitest';
import { phrasebook } from './phrasebook.ts';

describe('a book of phrases', () => {
  const say = phrasebook({
    'It is red.': 'Es ist rot.',
    'lost: ': 'verloren: ',
    'notes beyond the first {}': 'Notizen nach den ersten {}',
    'rows of {} beyond the first {} of one owner': 'Zeilen von {} nach den ersten {} eines Besitzers',
  });

  it.each([
    ['It is red.', 'Es ist rot.'],
    ['notes beyond the first 10,000', 'Notizen nach den ersten 10,000'],
    ['rows of Alarm beyond the first 500 of one owner', 'Zeilen von Alarm nach den ersten 500 eines Besitzers'],
    ['rows of {} beyond the first $& of one owner', 'Zeilen von {} nach den ersten $& eines Besitzers'],
    ['Library/x.db: It is red.', 'Library/x.db: Es ist rot.'],
    ['lost: It is red.', 'verloren: Es ist rot.'],
    ['lost: It is blue.', 'lost: It is blue.'],
    ['It is blue.', 'It is blue.'],
    ['notes: beyond', 'notes: beyond'],
    ['constructor', 'constructor'],
    ['', ''],
  ])('says %j as %j', (sentence, said) => {
    expect(say(sentence)).toBe(said);
  });
});
