import { reportFailure } from './failure.ts';
import { createProgram } from './program.ts';

/** Runs one command line; resolves when its output is written. The exit status stands in `process.exitCode`. */
async function main(args: readonly string[]): Promise<void> {
  const json = args.includes('--json');
  try {
    await createProgram(json).parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = await reportFailure(error, json);
  }
}

// `| head` has seen enough: nobody is there to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

await main(process.argv.slice(2));
