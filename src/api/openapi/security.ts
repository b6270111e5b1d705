/** Authentication methods; names as in `components.securitySchemes`. */
export const SECURITY_SCHEMES = {
  apiToken: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Token',
    description: 'Printed at the first start and stored in the file `api-token` beside the database.',
  },
  browserCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'apple_juicer_8080',
    description:
      'Set by a one-time link; its name contains the port. Changes authenticated by cookie need the Origin of this server.',
  },
  backupSession: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Backup-Session',
    description: 'From `POST /backups/{id}/unlock`. Only encrypted backups need it.',
  },
  backupCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'apple_juicer_8080_k7xw2m9qd4hfz3tb',
    description:
      'Set by `unlock` in addition to the session token, for `<img>`, `<video>` and EventSource, which cannot send headers. ' +
      'Its name contains the port and the id of the backup.',
  },
} as const;

type Requirement = Partial<Record<keyof typeof SECURITY_SCHEMES, string[]>>;

/** The API token or a logged-in browser. */
export const TOKEN: Requirement[] = [{ apiToken: [] }, { browserCookie: [] }];

/** {@link TOKEN}, and for an encrypted backup its session. */
export const TOKEN_AND_SESSION: Requirement[] = [
  { apiToken: [], backupSession: [] },
  { browserCookie: [], backupCookie: [] },
  { browserCookie: [], backupSession: [] },
];

/** No authentication. */
export const OPEN: Requirement[] = [];
