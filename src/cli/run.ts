import { reportFailure } from './failure.ts';
import { exitOnClosedStdout } from './output.ts';
import { createProgram } from './program.ts';
import { settleTimeZone } from './time-zone.ts';

/** Runs a command line and sets `process.exitCode`. Resolves when its output is written. */
export async function run(args: readonly string[]): Promise<void> {
  exitOnClosedStdout();
  settleTimeZone();
  const json = args.includes('--json');
  try {
    await createProgram(json).parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = await reportFailure(error, json);
  }
}
