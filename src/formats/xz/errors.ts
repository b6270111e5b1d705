import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** MALFORMED_FILE for a damaged stream, or one with a filter that we do not know. */
export function malformed(): DomainError {
  return new DomainError('MALFORMED_FILE', msg('detail.damaged-xz'));
}

/** LIMIT_EXCEEDED for more output than `limit` bytes. */
export function limitExceeded(limit: number): DomainError {
  return new DomainError('LIMIT_EXCEEDED', msg('detail.xz-too-large', { limit }), { details: { limit } });
}
