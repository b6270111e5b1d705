import { useSchemaWords } from '../../i18n/schema.ts';
import { readableName } from './readable-name.ts';

/** Names of tables and of columns in the reader's language. */
export function useSchemaNames(): {
  readonly tableName: (name: string) => string;
  readonly columnName: (name: string) => string;
} {
  const { table, column } = useSchemaWords();
  return { tableName: (name) => table(readableName(name)), columnName: (name) => column(readableName(name)) };
}
