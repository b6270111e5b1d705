import { CommanderError } from 'commander';
import { toProblem } from '../contract/problem.ts';
import { english } from '../locales/english.ts';
import { plain } from '../locales/messages.ts';
import { DomainError, ERROR_TABLE, isDomainError, nextStep } from '../model/errors.ts';
import { processOutput } from './output.ts';
import { stopStatus } from './stop-signals.ts';
import { visible } from './terminal-text.ts';

/**
 * Reports the error of a command and returns the exit status. Prints the message and a suggestion on stderr, or
 * `{ error }` on stdout with `--json`. Prints the stack only if `APPLE_JUICER_LOG__LEVEL` is `debug` or `trace`.
 */
export async function reportFailure(thrown: unknown, json: boolean): Promise<number> {
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
  const error = asDomainError(thrown);
  const { exit } = ERROR_TABLE[error.code];
  const status = error.code === 'CANCELLED' ? (stopStatus() ?? exit) : exit;
  if (json) await processOutput(true).document({ error: toProblem(error) });
  // Commander has already printed errors in the arguments.
  else if (!(thrown instanceof CommanderError)) {
    process.stderr.write(`${visible(error.message)}\n${english(nextStep(error))}\n`);
  }
  if (/^(?:debug|trace)$/i.test(process.env['APPLE_JUICER_LOG__LEVEL'] ?? '')) console.error(thrown);
  return status;
}

function asDomainError(thrown: unknown): DomainError {
  if (isDomainError(thrown)) return thrown;
  if (thrown instanceof CommanderError) {
    return new DomainError('BAD_REQUEST', plain(thrown.message.replace(/^error: /, '')), { cause: thrown });
  }
  return new DomainError('INTERNAL', undefined, { cause: thrown });
}
