import type { Failure } from '../../model/failure.ts';

/** A request to a helper process. */
export interface HelperRequest {
  readonly id: number;
  readonly question: unknown;
  /** Length of the secret that comes through the pipe; zero for none. */
  readonly secretBytes: number;
}

/** The response of a helper process. */
export type HelperResponse =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure };
