import { Command } from 'commander';
import { plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { outputOf, settingsOf } from '../context.ts';
import { examples } from '../help.ts';

/** `apple-juicer token` */
export function tokenCommand(): Command {
  return new Command('token').summary('manage the API token').addCommand(rotateCommand());
}

/** `apple-juicer token rotate` */
function rotateCommand(): Command {
  return new Command('rotate')
    .summary('replace the API token by a new one')
    .description('The old token is refused at once, and all browsers are logged out.')
    .addHelpText('after', examples('token rotate'))
    .action(async (_options: unknown, command: Command) => {
      const settings = await settingsOf(command);
      const { ensureApiToken, replaceApiToken } = await import('../../api/auth/api-token.ts');
      const { askRunningServer } = await import('../../api/running-server.ts');
      const { path } = await ensureApiToken(settings);
      // A token of the settings is refused before a server is asked.
      const asked = path === null ? null : await askRunningServer(settings, 'POST', '/auth/token/rotate');
      if (asked === null) await replaceApiToken(path);
      else if (!asked.response.ok) {
        throw new DomainError('INTERNAL', plain(`The server answered ${asked.response.status}.`));
      }
      const out = outputOf(command);
      if (out.json) return out.document({ tokenPath: path });
      await out.text(`The new API token is in ${path}\n`);
    });
}
