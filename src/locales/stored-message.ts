/** Possible values of a placeholder. Another message is rendered in the same language. */
export type Param = string | number | StoredMessage;

/** A message as it is stored and sent: this version may not know its code. */
export interface StoredMessage {
  readonly code: string;
  readonly params: Readonly<Record<string, Param>>;
}
