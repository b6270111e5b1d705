import { readSync } from 'node:fs';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { ioError } from './io-error.ts';

/** Fills `target` from `position`. @throws DAMAGED_BACKUP if the file ends before that; READ_FAILED */
export function readFullySync<T extends Uint8Array>(descriptor: number, target: T, position: number, what: string): T {
  try {
    for (let filled = 0; filled < target.length; ) {
      const count = readSync(descriptor, target, filled, target.length - filled, position + filled);
      if (count === 0) throw new DomainError('DAMAGED_BACKUP', msg('detail.file-became-shorter', { what }));
      filled += count;
    }
  } catch (error) {
    throw ioError(error, what);
  }
  return target;
}
