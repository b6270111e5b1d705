/** A number of a protobuf field that counts or names something small: 0 for none, and for what no such field holds. */
export function smallInteger(value: number | bigint | null | undefined): number {
  return typeof value === 'number' ? value : 0;
}
