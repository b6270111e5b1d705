import type { TableView } from '../../../src/contract/tables.ts';
import { currentLanguage } from '../i18n/locale.ts';
import { useKinds } from '../kinds/kinds-context.tsx';
import { usePreferences } from '../preferences/preferences.ts';
import type { FieldColumn } from './column-filter.ts';
import { readableName } from './readable-name.ts';

/** What tables and columns are called in the reader's language. */
export interface FieldWords {
  readonly nameOf: (column: Pick<FieldColumn, 'name' | 'names'>) => string;
  /** What a column holds, in a sentence. */
  readonly describe: (column: Pick<FieldColumn, 'description' | 'descriptions'>) => string;
  readonly tableName: (table: Pick<TableView, 'name' | 'names'>) => string;
}

/** What tables and columns are called. */
export function useFieldWords(): FieldWords {
  const kinds = useKinds();
  usePreferences();
  const language = currentLanguage();
  return {
    nameOf: ({ name, names }) => names[language] ?? names['en'] ?? readableName(name),
    describe: ({ description, descriptions }) => descriptions[language] ?? description,
    tableName: (named) => {
      const kind = kinds.all.find((each) => each.table === named.name);
      return kind === undefined ? (named.names?.[language] ?? named.names?.['en'] ?? named.name) : kinds.many(kind.id);
    },
  };
}
