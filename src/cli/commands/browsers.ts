import { Command } from 'commander';
import type { BrowserListView } from '../../contract/logins.ts';
import { msg, plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { outputOf, settingsOf } from '../context.ts';
import { formatMinute } from '../format.ts';
import { examples } from '../help.ts';
import { formatTable } from '../table.ts';

/** `apple-juicer browsers` */
export function browsersCommand(): Command {
  return new Command('browsers')
    .summary('list the browsers that are logged in to the running server')
    .addHelpText('after', examples('browsers', 'browsers logout dS9Zx1QmT0aB', 'browsers logout --all'))
    .action(async (_options: unknown, command: Command) => {
      const out = outputOf(command);
      const list = (await (await ask(command, 'GET', '/auth/browsers')).json()) as BrowserListView;
      if (out.json) return out.document(list);
      if (list.items.length === 0) return out.text('No browser is logged in.\n');
      await out.text(
        formatTable(list.items, [
          { title: 'BROWSER', value: ({ key }) => key },
          { title: 'NAME', value: ({ name }) => name || '–', maxWidth: 30 },
          { title: 'ADDRESS', value: ({ address }) => address },
          { title: 'LOGGED IN', value: ({ loggedInAt }) => formatMinute(loggedInAt) },
          { title: 'SEEN', value: ({ lastSeenAt }) => formatMinute(lastSeenAt) },
        ]),
      );
    })
    .addCommand(logoutCommand());
}

/** `apple-juicer browsers logout` */
function logoutCommand(): Command {
  return new Command('logout')
    .summary('log a browser out, or all of them')
    .argument('[BROWSER]', 'as `apple-juicer browsers` lists it')
    .option('--all', 'log all browsers out; unused links are void, too')
    .addHelpText('after', examples('browsers logout dS9Zx1QmT0aB', 'browsers logout --all'))
    .action(async (key: string | undefined, { all }: { readonly all?: true }, command: Command) => {
      if ((key === undefined) !== (all === true)) {
        throw new DomainError('BAD_REQUEST', msg('detail.browser-expected'));
      }
      await ask(command, 'DELETE', key === undefined ? '/auth/browsers' : `/auth/browsers/${encodeURIComponent(key)}`);
      const out = outputOf(command);
      if (out.json) return out.document({ loggedOut: key ?? 'all' });
      await out.text('Logged out.\n');
    });
}

async function ask(command: Command, method: 'GET' | 'DELETE', path: string): Promise<Response> {
  const { askRunningServer } = await import('../../api/running-server.ts');
  const asked = await askRunningServer(await settingsOf(command), method, path);
  if (asked === null) throw new DomainError('NOT_FOUND', msg('detail.no-server-for-browsers'));
  if (asked.response.status === 404) throw new DomainError('NOT_FOUND', msg('detail.no-such-browser'));
  if (!asked.response.ok) throw new DomainError('INTERNAL', plain(`The server answered ${asked.response.status}.`));
  return asked.response;
}
