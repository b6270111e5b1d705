import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Session } from './types.ts';

/** Maximum number of sessions per backup; the oldest is dropped. A person has a few browsers and a script. */
const MAX_SESSIONS = 32;

/** How a secret was sent. A token is not accepted as a cookie, nor the reverse. */
export type SecretKind = 'token' | 'cookie';

interface Entry {
  readonly token: Buffer;
  readonly cookie: Buffer;
  /** Key of the logged-in browser that it belongs to. */
  browser: string | null;
  expiresAt: number;
}

/** The sessions of one backup. Stores only hashes of the secrets. */
export class SessionTokens {
  readonly #ttlMs: number;
  readonly #now: () => number;
  #entries: Entry[] = [];

  constructor(ttlMs: number, now: () => number) {
    this.#ttlMs = ttlMs;
    this.#now = now;
  }

  /** Opens a session with two secrets of 256 random bits each. */
  issue(): Session {
    const token = randomBytes(32).toString('base64url');
    const cookie = randomBytes(32).toString('base64url');
    const expiresAt = this.#now() + this.#ttlMs;
    this.#entries.push({ token: digest(token), cookie: digest(cookie), browser: null, expiresAt });
    if (this.#entries.length > MAX_SESSIONS) this.#entries.shift();
    return { token, cookie, expiresAt };
  }

  /** True if the secret belongs to a live session, which is extended. */
  accept(secret: string, kind: SecretKind): boolean {
    const matching = this.#matching(secret, kind);
    for (const entry of matching) entry.expiresAt = this.#now() + this.#ttlMs;
    return matching.length > 0;
  }

  /** True if the secret belongs to a live session. Does not extend it. */
  knows(secret: string, kind: SecretKind): boolean {
    return this.#matching(secret, kind).length > 0;
  }

  /** Binds the session of a cookie to a logged-in browser, whose logout ends it. */
  assign(cookie: string, browser: string): void {
    for (const entry of this.#matching(cookie, 'cookie')) entry.browser = browser;
  }

  /** Ends the sessions of browsers. */
  end(isGone: (browser: string) => boolean): void {
    this.#entries = this.#entries.filter(({ browser }) => browser === null || !isGone(browser));
  }

  /** The live sessions of a secret. Compares with every session, in constant time. */
  #matching(secret: string, kind: SecretKind): Entry[] {
    const now = this.#now();
    this.#entries = this.#entries.filter(({ expiresAt }) => expiresAt > now);
    const wanted = digest(secret);
    return this.#entries.filter((entry) => timingSafeEqual(entry[kind], wanted));
  }
}

function digest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}
