/** A small number of a protobuf field; 0 if missing or out of range. */
export function smallInteger(value: number | bigint | null | undefined): number {
  return typeof value === 'number' ? value : 0;
}
