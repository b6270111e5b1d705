import { msg } from '../../../../locales/messages.ts';
import { DomainError } from '../../../../model/errors.ts';

/** A view of bytes that may be part of a larger buffer. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The error for a drawing that does not follow its format. */
export function malformed(): DomainError {
  return new DomainError('MALFORMED_FILE', msg('detail.damaged-drawing'));
}
