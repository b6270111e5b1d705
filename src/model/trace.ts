/**
 * Name of an unexpected error and where it was thrown, for logs. Without its message, which can quote text of the backup,
 * as that of `JSON.parse` does.
 */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack = '' } = error;
  const after = stack.slice(stack.indexOf(message) + message.length);
  return [name, ...after.split('\n').filter((line) => /^ {4}at /.test(line))].join('\n');
}
