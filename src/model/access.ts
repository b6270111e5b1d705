/** Who accessed a backup: a logged-in browser, a program with the API token, or the command line. */
export const ACCESS_ACTORS = ['browser', 'token', 'cli'] as const;
/** See {@link ACCESS_ACTORS}. */
export type AccessActor = (typeof ACCESS_ACTORS)[number];

/** What is logged: `opened` is unlocking, `extracted` is saving files. */
export const ACCESS_ACTIONS = ['opened', 'exported', 'extracted', 'index-started', 'index-removed'] as const;
/** See {@link ACCESS_ACTIONS}. */
export type AccessAction = (typeof ACCESS_ACTIONS)[number];

/** The author of an access. */
export interface Accessor {
  readonly actor: AccessActor;
  readonly browserKey: string | null;
  readonly browserName: string | null;
}

/** The command line. */
export const BY_CLI: Accessor = { actor: 'cli', browserKey: null, browserName: null };
