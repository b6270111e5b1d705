/** A server that tests talk to. */
export interface RunningService {
  /** Where it listens, with user and password where it has them. */
  readonly url: string;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

/** The servers that a test run shares. */
export type SharedService = 'postgres' | 'redis';

/** What tests may need to be there; `full-postgres` has the client programs as well, and each test starts its own. */
export type ServiceName = SharedService | 'full-postgres';

/** A kind of server that is shared. */
export interface Service {
  /** Null when it can be started here, else what is missing. Cheap: nothing is started or installed. */
  missing(): string | null;
  /** Starts one of its own on a free port of 127.0.0.1, with files in a temporary folder. */
  start(): Promise<RunningService>;
}
