import { homedir, userInfo } from 'node:os';

/**
 * The home folder of this user. Where neither `HOME` nor the system has one, as for a user of a container by number, the
 * root folder, which containers take.
 */
export function homeFolder(): string {
  return knownOr('/', homedir);
}

/** The name of this user; empty if the system knows only its number. */
export function userName(): string {
  return knownOr('', () => userInfo().username);
}

/** Node throws for users that the system does not know. */
function knownOr(fallback: string, ask: () => string): string {
  try {
    return ask();
  } catch {
    return fallback;
  }
}
