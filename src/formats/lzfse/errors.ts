import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

export function malformed(): DomainError {
  return new DomainError('MALFORMED_FILE', msg('detail.damaged-lzfse'));
}

export function limitExceeded(limit: number): DomainError {
  return new DomainError('LIMIT_EXCEEDED', msg('detail.lzfse-too-large', { limit }), { details: { limit } });
}
