import { CommanderError } from 'commander';
import { toProblem } from '../contract/problem.ts';
import { DomainError, ERROR_TABLE, isDomainError } from '../model/errors.ts';
import { processOutput } from './output.ts';
import { visible } from './terminal-text.ts';

/**
 * Reports what ended a command and returns the exit status: one line and what to do next on stderr, or with `--json`
 * `{ error }` on stdout. A stack is shown only when `APPLE_JUICER_LOG__LEVEL` is `debug`.
 */
export async function reportFailure(thrown: unknown, json: boolean): Promise<number> {
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
  const error = asDomainError(thrown);
  const { exit } = ERROR_TABLE[error.code];
  if (json) await processOutput(true).document({ error: toProblem(error) });
  // Commander has told a person already what is wrong with the arguments.
  else if (!(thrown instanceof CommanderError)) {
    process.stderr.write(`${visible(error.message)}\n${ERROR_TABLE[error.code].next}\n`);
  }
  if (/^(?:debug|trace)$/i.test(process.env['APPLE_JUICER_LOG__LEVEL'] ?? '')) console.error(thrown);
  return exit;
}

function asDomainError(thrown: unknown): DomainError {
  if (isDomainError(thrown)) return thrown;
  if (thrown instanceof CommanderError) {
    return new DomainError('BAD_REQUEST', thrown.message.replace(/^error: /, ''), { cause: thrown });
  }
  return new DomainError('INTERNAL', undefined, { cause: thrown });
}
