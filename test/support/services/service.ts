/** A server used by tests. */
export interface RunningService {
  /** Its URL, including user and password if there are any. */
  readonly url: string;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

/** Servers shared by all tests of a run. */
export type SharedService = 'postgres' | 'redis';

/** Services that tests can require; `full-postgres` includes the client programs, and each test starts its own. */
export type ServiceName = SharedService | 'full-postgres';

/** A type of shared server. */
export interface Service {
  /** Null if it can be started, otherwise what is missing. Fast: nothing is started or installed. */
  missing(): string | null;
  /** Starts one on a free port of 127.0.0.1, with files in a temporary folder. */
  start(): Promise<RunningService>;
}
