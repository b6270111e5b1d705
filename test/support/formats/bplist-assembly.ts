/** Options of {@link assembleBplist}. */
export interface AssemblyOptions {
  readonly top?: number;
  readonly offsetWidth?: number;
  readonly refWidth?: number;
}

/**
 * A binary plist of objects given as bytes, so that tests can write what no encoder would. References in `objects` must
 * already be `refWidth` bytes wide.
 */
export function assembleBplist(objects: readonly (readonly number[])[], options: AssemblyOptions = {}): Uint8Array {
  const { top = 0, offsetWidth = 4, refWidth = 1 } = options;
  const bytes = [...Buffer.from('bplist00')];
  const offsets: number[] = [];
  for (const object of objects) {
    offsets.push(bytes.length);
    for (const byte of object) bytes.push(byte);
  }
  const table = bytes.length;
  for (const offset of offsets) bytes.push(...bigEndian(offset, offsetWidth));
  bytes.push(0, 0, 0, 0, 0, 0, offsetWidth, refWidth);
  bytes.push(...bigEndian(objects.length, 8), ...bigEndian(top, 8), ...bigEndian(table, 8));
  return Uint8Array.from(bytes);
}

/** The `width` big-endian bytes of a non-negative integer. */
export function bigEndian(value: number, width: number): number[] {
  return Array.from({ length: width }, (_, index) => Math.floor(value / 256 ** (width - 1 - index)) % 256);
}
