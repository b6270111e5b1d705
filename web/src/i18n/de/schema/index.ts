import type { Phrases } from '../../phrasebook.ts';
import { calendar } from './calendar.ts';
import { calls } from './calls.ts';
import { contacts } from './contacts.ts';
import { messages } from './messages.ts';
import { columnNames, tableNames } from './names.ts';
import { notes } from './notes.ts';
import { photos } from './photos.ts';
import { whatsapp } from './whatsapp.ts';

/** Was in den Spalten steht; ein Satz, den mehrere Tabellen haben, steht bei der ersten. */
export const columnSentences: Phrases = {
  ...contacts,
  ...messages,
  ...whatsapp,
  ...calls,
  ...photos,
  ...notes,
  ...calendar,
};

export { columnNames, tableNames };
