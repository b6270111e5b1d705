/** Contents that can be written to a file without passing through this thread. */
export interface Copyable {
  /**
   * Writes all of them to an open file. It has begun when this returns, and the descriptor must not be closed before it
   * ends. `onWritten` gets the bytes written so far of large contents.
   * @throws what reading them throws, and system errors of writing
   */
  copyTo(descriptor: number, onWritten: (bytes: number) => void): Promise<void>;
}

/** True for contents that are {@link Copyable}. */
export function isCopyable(contents: object): contents is Copyable {
  return 'copyTo' in contents;
}
