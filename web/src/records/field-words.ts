import type { TableView } from '../../../src/contract/tables.ts';
import { currentLanguage } from '../i18n/locale.ts';
import { useSchemaWords } from '../i18n/schema.ts';
import { useKinds } from '../kinds/kinds-context.tsx';
import type { FieldColumn } from './column-filter.ts';
import { readableName, readableTable } from './readable-name.ts';

/** What tables and columns are called in the reader's language. */
export interface FieldWords {
  readonly nameOf: (column: Pick<FieldColumn, 'name' | 'names'>) => string;
  /** What a column holds, in a sentence. */
  readonly describe: (column: Pick<FieldColumn, 'description'>) => string;
  readonly tableName: (table: Pick<TableView, 'name' | 'artifact' | 'title'>) => string;
}

/** What tables and columns are called; waits for words of a language that are not here yet. */
export function useFieldWords(): FieldWords {
  const { table, column, sentence } = useSchemaWords();
  const kinds = useKinds();
  const language = currentLanguage();
  return {
    nameOf: ({ name, names }) => names[language] ?? names['en'] ?? column(readableName(name)),
    describe: ({ description }) => sentence(description),
    tableName: (named) => {
      const kind = kinds.all.find((each) => each.table === named.name);
      return kind === undefined ? table(readableTable(named)) : kinds.many(kind.id);
    },
  };
}
