import { Command } from 'commander';
import { ERROR_TABLE } from '../../model/errors.ts';
import { outputOf, settingsOf } from '../context.ts';
import type { Check } from '../doctor/check.ts';
import { examples } from '../help.ts';
import type { Output, Style } from '../output.ts';
import { visible } from '../terminal-text.ts';

const MARKS: Readonly<Record<Check['status'], readonly [mark: string, style: Style]>> = {
  ok: ['ok     ', 'green'],
  warning: ['warning', 'yellow'],
  problem: ['PROBLEM', 'red'],
};

/** `apple-juicer doctor` */
export function doctorCommand(): Command {
  return new Command('doctor')
    .summary('check the configuration and the system')
    .description(
      'Checks folders, database, disk space, Node.js and ffmpeg. Exits with the status of the first problem.',
    )
    .addHelpText('after', examples('doctor', 'doctor --json'))
    .action(async (_options: unknown, command: Command) => {
      const out = outputOf(command);
      const { runChecks } = await import('../doctor/run-checks.ts');
      const checks = await runChecks(() => settingsOf(command));
      const code = checks.find((check) => check.code !== null)?.code ?? null;
      if (out.json) await out.document({ ok: code === null, checks });
      else for (const check of checks) await out.text(formatCheck(check, out));
      if (code !== null) process.exitCode = ERROR_TABLE[code].exit;
    });
}

function formatCheck({ name, status, message, next }: Check, out: Output): string {
  const [mark, style] = MARKS[status];
  const advice = next === null ? '' : `         ${visible(next)}\n`;
  return `${out.style(style, mark)}  ${visible(name)}: ${visible(message)}\n${advice}`;
}
