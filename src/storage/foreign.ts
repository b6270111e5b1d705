import { DEFAULT_MIGRATION_TABLE } from 'kysely/migration';
import { DomainError } from '../model/errors.ts';

/** Whether a database with these tables was made by Apple Juicer: its first one notes the migrations. */
export function isOurs(tables: readonly string[]): boolean {
  return tables.includes(DEFAULT_MIGRATION_TABLE);
}

/** What is said of a database of another program, in which nothing is ever made. */
export function foreignDatabase(): DomainError {
  return new DomainError(
    'BAD_SETTINGS',
    'The database of APPLE_JUICER_POSTGRES__DSN holds tables of another program: name a new one.',
  );
}
