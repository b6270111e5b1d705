import type { ClassKeys } from '../backup/types.ts';
import { DomainError } from '../model/errors.ts';
import { isGenuine, type KeyRequest, type SealedKeys, sealKeys } from './sealed-keys.ts';

/** How far a worker's clock may be from ours, milliseconds; a request older than that is refused, and so need not be remembered. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Holds the class keys of runs that workers elsewhere perform, for as long as each run lasts, and hands them to workers
 * that prove that they know the secret. A forged request, one that was sent before, and one whose public key was swapped
 * get nothing.
 */
export class KeyHandover {
  readonly #secret: string;
  readonly #now: () => number;
  readonly #keys = new Map<string, ClassKeys>();
  /** Nonces that were used, with the time at which a request that has them is too old anyway. */
  readonly #used = new Map<string, number>();
  #url: string | null = null;

  /** @param secret shared with the workers */
  constructor(secret: string, now: () => number = Date.now) {
    this.#secret = secret;
    this.#now = now;
  }

  /** Where workers ask; null while nobody listens. */
  get url(): string | null {
    return this.#url;
  }

  /** Says where workers can ask from now on. Every request is bound to this address. */
  announce(url: string): void {
    this.#url = url;
  }

  /** Holds the keys of a run until {@link drop}, which disposes of them. */
  hold(run: string, keys: ClassKeys): void {
    this.drop(run);
    this.#keys.set(run, keys);
  }

  /** Zeroes the keys of a run. */
  drop(run: string): void {
    this.#keys.get(run)?.dispose();
    this.#keys.delete(run);
  }

  /** Zeroes all keys. */
  close(): void {
    for (const run of this.#keys.keys()) this.drop(run);
  }

  /** @throws FORBIDDEN (forged, too old, sent before), BACKUP_LOCKED (the run has ended, or this server was started after it) */
  answer(request: KeyRequest): SealedKeys {
    const now = this.#now();
    if (this.#url === null || !isGenuine(this.#secret, this.#url, request)) {
      throw new DomainError('FORBIDDEN', 'The request was not signed with the secret of this server, for this server.');
    }
    if (Math.abs(now - request.at) > CLOCK_TOLERANCE_MS) {
      throw new DomainError('FORBIDDEN', 'The request is too old, or the clocks of server and worker differ.');
    }
    this.#forgetOldNonces(now);
    if (this.#used.has(request.nonce)) throw new DomainError('FORBIDDEN', 'This request was answered before.');
    this.#used.set(request.nonce, request.at + CLOCK_TOLERANCE_MS);
    const keys = this.#keys.get(request.run);
    if (keys === undefined) {
      throw new DomainError(
        'BACKUP_LOCKED',
        'The keys of this run are not held here any more: unlock the backup again.',
      );
    }
    return sealKeys(this.#secret, this.#url, request, keys.export());
  }

  #forgetOldNonces(now: number): void {
    for (const [nonce, until] of this.#used) if (until < now) this.#used.delete(nonce);
  }
}
