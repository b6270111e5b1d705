import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { parseMoment } from '../../model/moment.ts';

/**
 * The time in `after:` or `before:`, or with `end` in `until:`, which includes its day, month or year.
 * @throws BAD_REQUEST naming the filter
 */
export function parseQueryDate(filter: string, value: string, timeZone: string, edge: 'start' | 'end'): number {
  try {
    return parseMoment(value, timeZone, edge);
  } catch (cause) {
    throw new DomainError('BAD_REQUEST', msg('detail.date-expected', { filter }), { cause });
  }
}
