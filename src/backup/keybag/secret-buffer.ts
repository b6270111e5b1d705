/**
 * A buffer for a secret. Unlike that of `Buffer.alloc`, its memory is outside of the JavaScript heap even if it is
 * small: the garbage collector moves what is inside and leaves copies behind.
 */
export function secretBuffer(length: number): Buffer {
  return Buffer.from(new ArrayBuffer(length));
}

/** Moves the bytes of a secret: `from` is overwritten. */
export function moveSecret(from: Uint8Array): Buffer {
  const moved = secretBuffer(from.length);
  moved.set(from);
  from.fill(0);
  return moved;
}
