import { reportFailure } from './failure.ts';
import { leaveWithReader } from './output.ts';
import { createProgram } from './program.ts';

/** Runs one command line; resolves when its output is written. The exit status stands in `process.exitCode`. */
export async function run(args: readonly string[]): Promise<void> {
  leaveWithReader();
  const json = args.includes('--json');
  try {
    await createProgram(json).parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = await reportFailure(error, json);
  }
}
