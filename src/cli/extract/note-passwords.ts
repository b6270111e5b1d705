import { createReadStream } from 'node:fs';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { askPassword, readPasswords } from '../password.ts';

/** Options for the passwords of locked notes. */
export interface NotePasswordOptions {
  readonly unlockNotes?: true;
  readonly notePasswordFile?: string;
}

/**
 * The passwords of locked notes, from a file or typed without echo; null if locked notes stay locked. The caller
 * overwrites them.
 * @throws BAD_REQUEST (no terminal, no passwords in the file), NOT_FOUND (no such file), CANCELLED (nothing typed)
 */
export async function notePasswordsOf({
  unlockNotes,
  notePasswordFile,
}: NotePasswordOptions): Promise<Uint8Array[] | null> {
  if (notePasswordFile === undefined && unlockNotes !== true) return null;
  // With the schemas, which help and other exports do without.
  const { MAX_NOTE_PASSWORDS } = await import('../../contract/export.ts');
  if (notePasswordFile !== undefined) return passwordsIn(notePasswordFile, MAX_NOTE_PASSWORDS);
  if (!process.stdin.isTTY) throw new DomainError('BAD_REQUEST', msg('detail.no-terminal-for-locked-notes'));
  const passwords: Uint8Array[] = [];
  while (passwords.length < MAX_NOTE_PASSWORDS) {
    const password = await askPassword(
      passwords.length === 0 ? 'Password of the locked notes: ' : 'Another one, or Enter: ',
    );
    if (password.length === 0) break;
    passwords.push(password);
  }
  if (passwords.length === 0) throw new DomainError('CANCELLED', msg('detail.no-password'));
  return passwords;
}

async function passwordsIn(path: string, limit: number): Promise<Uint8Array[]> {
  try {
    return await readPasswords(createReadStream(path), limit);
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('NOT_FOUND', msg('detail.no-password-file'), { cause });
  }
}
