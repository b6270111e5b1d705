import { isDomainError } from '../model/errors.ts';

/** True for the error of a database server that may be starting or restarting, so that waiting may help. */
export function isAway(error: unknown): boolean {
  return isDomainError(error, 'STORAGE_UNAVAILABLE') && error.details['away'] === true;
}
