import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** MALFORMED_FILE for a damaged stream. */
export function malformed(): DomainError {
  return new DomainError('MALFORMED_FILE', msg('detail.damaged-lzfse'));
}

/** LIMIT_EXCEEDED for more output than `limit` bytes. */
export function limitExceeded(limit: number): DomainError {
  return new DomainError('LIMIT_EXCEEDED', msg('detail.lzfse-too-large', { limit }), { details: { limit } });
}
