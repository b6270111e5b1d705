import { DEFAULT_MIGRATION_TABLE } from 'kysely/migration';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';

/** True if a database with these tables was created by Apple Juicer, whose first table lists the migrations. */
export function isOurs(tables: readonly string[]): boolean {
  return tables.includes(DEFAULT_MIGRATION_TABLE);
}

/** Error for a database that belongs to another program. */
export function foreignDatabase(): DomainError {
  return new DomainError('BAD_SETTINGS', msg('detail.foreign-database'));
}
