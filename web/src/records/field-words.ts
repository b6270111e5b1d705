import type { TableView } from '../../../src/contract/tables.ts';
import { readableName } from '../../../src/locales/readable-name.ts';
import { currentLanguage } from '../i18n/locale.ts';
import { useKinds } from '../kinds/kinds-context.tsx';
import { usePreferences } from '../preferences/preferences.ts';
import type { FieldColumn } from './column-filter.ts';

/** Names of tables and columns in the user's language. */
export interface FieldWords {
  readonly nameOf: (column: Pick<FieldColumn, 'name' | 'names'>) => string;
  /** Description of a column. */
  readonly describe: (column: Pick<FieldColumn, 'description' | 'descriptions'>) => string;
  readonly tableName: (table: Pick<TableView, 'name' | 'names'>) => string;
}

/** Names of tables and columns. */
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
