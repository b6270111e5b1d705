import { expect, it, onTestFinished } from 'vitest';
import { makeWorkspace } from '../../test/support/workspace.ts';
import { openApp } from '../main.ts';
import { listen } from './start.ts';

// Of a network for documentation, and of a network interface that is not named.
it.each(['192.0.2.1', 'fe80::1'])('says which setting is wrong if no interface has the address %s', async (host) => {
  const workspace = await makeWorkspace({ API__HOST: host });
  onTestFinished(() => workspace.remove());
  const app = await openApp(workspace.settings);
  onTestFinished(() => app.close());
  await expect(listen(app)).rejects.toMatchObject({
    code: 'BAD_SETTINGS',
    message: expect.stringContaining('APPLE_JUICER_API__HOST is no address of this machine.') as string,
  });
});
