/** A record by kind and key. */
export interface MarkedPlace {
  readonly backup: string;
  readonly kind: string;
  readonly recordKey: string;
}
