import type { ClassKeys } from '../backup/types.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { isGenuine, type KeyRequest, type SealedKeys, sealKeys } from './sealed-keys.ts';

/**
 * Maximum clock difference between server and worker, in milliseconds. Older requests are refused, so their nonces need
 * not be remembered.
 */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Holds the class keys of runs that remote workers perform, for the duration of each run, and gives them to workers
 * that prove knowledge of the secret. Forged requests, replays and requests with a swapped public key get nothing.
 */
export class KeyHandover {
  readonly #secret: string;
  readonly #now: () => number;
  readonly #keys = new Map<string, ClassKeys>();
  /** Used nonces, each with the time after which its request is too old anyway. */
  readonly #used = new Map<string, number>();
  #url: string | null = null;

  /** @param secret shared with the workers */
  constructor(secret: string, now: () => number = Date.now) {
    this.#secret = secret;
    this.#now = now;
  }

  /** The address that workers ask; null until announced. */
  get url(): string | null {
    return this.#url;
  }

  /** Sets the address at which workers can ask. Every request is bound to it. */
  announce(url: string): void {
    this.#url = url;
  }

  /** Holds the keys of a run until {@link drop} disposes of them. */
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

  /**
   * @throws FORBIDDEN (forged, too old, replayed), BACKUP_LOCKED (the run has ended, or this server started after it)
   */
  answer(request: KeyRequest): SealedKeys {
    const now = this.#now();
    if (this.#url === null || !isGenuine(this.#secret, this.#url, request)) {
      throw new DomainError('FORBIDDEN', msg('detail.wrong-signature'));
    }
    if (Math.abs(now - request.at) > CLOCK_TOLERANCE_MS) {
      throw new DomainError('FORBIDDEN', msg('detail.request-too-old'));
    }
    this.#forgetOldNonces(now);
    if (this.#used.has(request.nonce)) throw new DomainError('FORBIDDEN', msg('detail.request-repeated'));
    this.#used.set(request.nonce, request.at + CLOCK_TOLERANCE_MS);
    const keys = this.#keys.get(request.run);
    if (keys === undefined) {
      throw new DomainError('BACKUP_LOCKED', msg('detail.keys-gone'));
    }
    return sealKeys(this.#secret, this.#url, request, keys.export());
  }

  #forgetOldNonces(now: number): void {
    for (const [nonce, until] of this.#used) if (until < now) this.#used.delete(nonce);
  }
}
