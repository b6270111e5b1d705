import { release } from 'node:os';
import { Command } from 'commander';
import { VERSION } from '../../api/version.ts';
import { ERROR_TABLE } from '../../model/errors.ts';
import type { Settings } from '../../settings.ts';
import { outputOf, settingsOf } from '../context.ts';
import { type Check, ok } from '../doctor/check.ts';
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
    .option('--share', 'leave out folders, hosts and names of people, for a report of a bug')
    .addHelpText('after', examples('doctor', 'doctor --share', 'doctor --json'))
    .action(async ({ share = false }: { share?: boolean }, command: Command) => {
      const out = outputOf(command);
      const { runChecks } = await import('../doctor/run-checks.ts');
      let settings: Settings | null = null;
      const found = await runChecks(async () => (settings = await settingsOf(command)));
      const { hidePlaces } = await import('../doctor/hide-places.ts');
      const checks = share ? [...versions(), ...hidePlaces(found, settings)] : found;
      const code = checks.find((check) => check.code !== null)?.code ?? null;
      if (out.json) await out.document({ ok: code === null, checks });
      else for (const check of checks) await out.text(formatCheck(check, out));
      if (code !== null) process.exitCode = ERROR_TABLE[code].exit;
    });
}

/** What a report needs besides the checks. */
function versions(): Check[] {
  return [ok('Apple Juicer', `${VERSION} on ${process.platform} ${release()}, ${process.arch}`)];
}

function formatCheck({ name, status, message, next }: Check, out: Output): string {
  const [mark, style] = MARKS[status];
  const advice = next === null ? '' : `         ${visible(next)}\n`;
  return `${out.style(style, mark)}  ${visible(name)}: ${visible(message)}\n${advice}`;
}
