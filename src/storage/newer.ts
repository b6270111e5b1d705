import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { MIGRATION_NAMES } from './migrations/index.ts';

/**
 * Refuses a database in which a newer version of Apple Juicer noted a migration that this one does not know: its tables
 * may mean something else by now.
 * @throws BAD_SETTINGS
 */
export function refuseNewer(noted: readonly string[]): void {
  const last = noted.toSorted().at(-1);
  if (last === undefined || MIGRATION_NAMES.includes(last)) return;
  throw new DomainError('BAD_SETTINGS', msg('detail.newer-database', { schema: last }));
}
