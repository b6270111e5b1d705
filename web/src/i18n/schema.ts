import { use } from 'react';
import { type Language, usePreferences } from '../preferences/preferences.ts';
import { currentLanguage } from './locale.ts';
import { phrasebook } from './phrasebook.ts';

/** Translates what the schema of the index is called in English; what it does not know stays as it is. */
export interface SchemaWords {
  /** A table: `Photo albums`. */
  readonly table: (name: string) => string;
  /** A column: `Sent at`. */
  readonly column: (name: string) => string;
  /** What stands in a column. */
  readonly sentence: (description: string) => string;
}

const asItIs = (text: string): string => text;

const loaded: Partial<Record<Language, Promise<SchemaWords>>> = {
  en: Promise.resolve({ table: asItIs, column: asItIs, sentence: asItIs }),
};

/** The schema is as long as all other texts together, so only the screen that shows it fetches it. */
export function loadSchemaWords(): Promise<SchemaWords> {
  const language = currentLanguage();
  loaded[language] ??= import('./de/schema/index.ts').then(({ tableNames, columnNames, columnSentences }) => ({
    table: phrasebook(tableNames),
    column: phrasebook(columnNames),
    sentence: phrasebook(columnSentences),
  }));
  return loaded[language];
}

/** What tables and columns are called in the chosen language. */
export function useSchemaWords(): SchemaWords {
  usePreferences();
  return use(loadSchemaWords());
}
