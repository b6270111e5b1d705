import { isDomainError } from '../model/errors.ts';

/** Causes of causes that are logged. */
const MAX_DEPTH = 5;

/** An error in the log. */
export interface LoggedError {
  readonly type: string;
  readonly code?: string | number;
  /** Id of the message. */
  readonly detail?: string;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
  readonly message?: string;
  readonly syscall?: string;
  /** Without the message. */
  readonly stack: string;
  readonly cause?: LoggedError;
}

/**
 * An error for the log: what kind it is and where it arose, without texts of a backup. Parameters of messages are names of files and
 * records, and so are paths of failed system calls; PostgreSQL and `JSON.parse` quote the value in their messages.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, stack: '' };
  const { cause } = error;
  const code = propertyOf(error, 'code');
  const facts = {
    type: error.constructor.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: framesOf(error),
    ...(cause === undefined || depth === MAX_DEPTH ? {} : { cause: loggedError(cause, depth + 1) }),
  };
  if (isDomainError(error)) return { ...facts, detail: error.detail.code, details: error.details };
  const syscall = propertyOf(error, 'syscall');
  if (typeof syscall === 'string') return { ...facts, syscall };
  const isQuoting = error instanceof SyntaxError || propertyOf(error, 'severity') !== undefined;
  return isQuoting ? facts : { ...facts, message: error.message };
}

function propertyOf(error: Error, name: string): unknown {
  return (error as unknown as Readonly<Record<string, unknown>>)[name];
}

/** The stack from the first call on: the lines before it are the message. */
function framesOf({ stack = '' }: Error): string {
  const start = /^ {4}at /m.exec(stack)?.index;
  return start === undefined ? '' : stack.slice(start);
}
